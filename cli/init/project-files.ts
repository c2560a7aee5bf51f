import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder, testedVersion } from './own-package.ts';

export interface ProjectNames {
  /** Of the package. */
  readonly project: string;
  /** Of the stack. */
  readonly stack: string;
}

/** Contents by path, all but package.json. */
export function projectFiles({ project, stack }: ProjectNames): ReadonlyMap<string, string> {
  const template = join(ownFolder, 'cli/init/template');
  const files = globSync('**/*', { cwd: template })
    .filter((file) => statSync(join(template, file)).isFile())
    .toSorted()
    .map((file): [string, string] => {
      const text = readFileSync(join(template, file), 'utf8');
      const named = text.replaceAll('my-jobs', project).replaceAll('MyJobs', stack);
      // npm leaves a .gitignore out of a package.
      return [file === 'gitignore' ? '.gitignore' : file.replaceAll('\\', '/'), named];
    });
  return new Map([...files, ['cdk.json', cdkJson()]]);
}

/** `errand`: where the project gets the package of that name from. */
export function projectManifest(project: string, errand: string): string {
  const manifest = {
    name: project,
    private: true,
    type: 'module',
    scripts: {
      start: 'errand start',
      dev: 'errand dev',
      check: 'tsc',
      test: 'node --test',
      // Node strips types without a look at them.
      synth: 'tsc && cdk synth --quiet',
      deploy: 'tsc && cdk deploy',
    },
    dependencies: { errand, valibot: testedVersion('valibot') },
    devDependencies: {
      '@types/node': testedVersion('@types/node'),
      'aws-cdk': testedVersion('aws-cdk'),
      'aws-cdk-lib': testedVersion('aws-cdk-lib'),
      'cdk-monitoring-constructs': testedVersion('cdk-monitoring-constructs'),
      constructs: testedVersion('constructs'),
      typescript: testedVersion('@typescript/native').replace('npm:typescript@', ''),
    },
    // It works without its install script, about which npm would ask.
    allowScripts: { esbuild: false },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The flags that Errand's own stack is tested with decide what a template looks like. */
function cdkJson(): string {
  const own: object = JSON.parse(readFileSync(join(ownFolder, 'cdk.json'), 'utf8'));
  return `${JSON.stringify({ ...own, app: 'node infra/app.ts' }, null, 2)}\n`;
}
