import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { command, npmStart } from '../support/package/npm.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-package-'));
const project = join(folder, 'my-jobs');
const install = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
let tarball = '';

// As docs/adopt.md has it: npx installs the package for the one command, which makes a project.
beforeAll(async () => {
  const packed = await command('.', 'npm', 'pack', '--silent', '--pack-destination', folder);
  tarball = join(folder, packed.trim().split('\n').at(-1) ?? '');
  await command(folder, 'npx', '--yes', '--package', tarball, 'errand', 'init', 'my-jobs');
  await command(project, 'npm', ...install);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, maxRetries: 5 }), 120_000);

describe('the package', () => {
  it('has what runs, its types and the template, and no sources or job types of its own', () => {
    const installed = join(project, 'node_modules/errand');

    const files = globSync('**/*', { cwd: installed });
    const sources = files.filter((file) => /(?<!\.d)\.ts$/.test(file));

    // The template is copied, and the page is bundled where the functions are.
    const alsoSources = ['cli/init/template/', 'dist/dashboard/'];
    expect(sources.filter((file) => !alsoSources.some((path) => file.startsWith(path)))).toEqual(
      [],
    );
    expect(files).not.toContain('dist/functions/jobs');
    expect(statSync(tarball).size).toBeLessThan(680_000);
  });

  it('exports modules that can all be loaded', async () => {
    const { exports }: { exports: Record<string, string> } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    const paths = Object.keys(exports).filter((path) => !path.endsWith('.json'));
    const load = `for (const path of ${JSON.stringify(paths)}) {
      const module = await import(path.replace('.', 'errand'));
      console.log(path, Object.keys(module).length > 0);
    }`;

    // Through npm, which has the Node that came with the package.
    const output = await command(
      project,
      'npm',
      ...['exec', '--offline', '--', 'node', '--input-type=module', '--eval', load],
    );

    expect(output.trim().split('\n')).toEqual(paths.map((path) => `${path} true`));
  });
});

describe('the project that errand init makes', () => {
  it('asks for the package where it came from', () => {
    const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));

    expect(dependencies.errand).toMatch(/^file:\.\.\/errand-.*\.tgz$/);
  });

  it('has no type faults, and neither have the types of the package', async () => {
    await command(project, 'npm', 'run', 'check', '--', '--skipLibCheck', 'false');
  });

  it('has a test that passes', async () => {
    const output = await command(project, 'npm', 'test');

    expect(output).toMatch(/pass 1\n/);
  });

  it('has a stack whose functions hold its job types', async () => {
    await command(project, 'npm', 'run', 'synth');

    const assembly = join(project, 'cdk.out');
    const template = readFileSync(join(assembly, 'MyJobs.template.json'), 'utf8');
    const bundles = globSync('asset.*/index.mjs', { cwd: assembly });
    const holding = bundles.filter((file) =>
      readFileSync(join(assembly, file), 'utf8').includes('Whom to greet.'),
    );
    expect(template).toContain('"AWS::SQS::Queue"');
    // Worker and API; the scheduler is another.
    expect(holding.length).toBeGreaterThanOrEqual(2);
  });

  it('runs on this machine until a job has succeeded, with the dashboard', async () => {
    const server = npmStart(project, { PORT: '0', NO_COLOR: '1' });
    onTestFinished(() => server.stop());

    const url = await vi.waitUntil(() => address(server.output()), { timeout: 60_000 });
    const key = /Key +(errand_\S+)/.exec(server.output())?.[1];
    const example = /-d '(\{.*\})'/.exec(server.output())?.[1] ?? '';
    const answer = await fetch(`${url}/jobs`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        Prefer: 'wait=20',
      },
      body: example,
    });

    expect(await answer.json()).toMatchObject({
      type: 'greet',
      status: 'succeeded',
      result: { greeting: 'Hello, Ada' },
    });
    expect((await fetch(`${url}/dashboard`)).status).toBe(200);
    expect((await fetch(`${url}/dashboard/dashboard.js`)).status).toBe(200);
  });

  it('can take the page of examples/web-page as it is', async () => {
    cpSync('examples/web-page', join(project, 'web-page'), { recursive: true });
    const load = `const { webPage } = await import('./web-page/web-page.ts');
      const { CsvJobs } = await import('./web-page/csv-jobs.ts');
      console.log(webPage.name, CsvJobs.name);`;

    const output = await command(
      project,
      'npm',
      ...['exec', '--offline', '--', 'node', '--input-type=module', '--eval', load],
    );

    expect(output.trim()).toBe('webPage CsvJobs');
  });

  // Last, since they are in the place of the project's own.
  it.each(['test-your-jobs.md', 'adopt.md'])(
    'takes the files of docs/%s, whose types and tests have no faults',
    async (page) => {
      const files = filesOf(page);

      for (const [file, code] of files) writeFileSync(join(project, file), code);
      await command(project, 'npm', 'run', 'check');
      await command(project, 'npm', 'test', ...[...files.keys()].filter(isTest));

      expect(files.size).toBeGreaterThan(1);
    },
  );
});

/** The code of a page that stands under the name of a file. */
function filesOf(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(join('docs', page), 'utf8');
  const found = text.matchAll(/^`([\w./-]+\.ts)`:\n\n```ts\n(.*?)^```$/gms);
  return new Map([...found].map(([, file = '', code = '']) => [file, code]));
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts');
}

function address(output: string): string | undefined {
  return /Address +(http:\S+)/.exec(output)?.[1];
}
