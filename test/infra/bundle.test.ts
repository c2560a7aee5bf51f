import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFunction, bytesAtStart } from '../../functions/bundle.ts';
import { filesAtStart } from '../../functions/files-at-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'errand-bundle-'));

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, code: string): string {
  const file = join(folder, name);
  writeFileSync(file, code);
  return file;
}

function bundleOf(name: string, module = 'handler') {
  const entry = fileURLToPath(new URL(`../../functions/${name}/${module}.ts`, import.meta.url));
  return bundleFunction({ entry, outdir: join(folder, name, module) });
}

/** The sources whose code its start loads. */
function sourcesAtStart({ outputs }: ReturnType<typeof bundleOf>): readonly string[] {
  return filesAtStart(outputs).flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
}

const run = promisify(execFile);

/** Of the bundle's handler, called by Node itself: Vitest loads modules in its own way. */
async function answerOf(outdir: string): Promise<unknown> {
  const code = `const { handler } = await import(${JSON.stringify(join(outdir, 'index.mjs'))});
    console.log(JSON.stringify(await handler()));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code]);
  return JSON.parse(stdout);
}

describe('a bundle', () => {
  it("holds the user's jobs in the place of #jobs, and loads what they import inside run when it runs", async () => {
    write('heavy.ts', `export const heavy = '${'x'.repeat(10_000)}'.length;`);
    const jobs = write(
      'jobs.ts',
      "export const work = async () => (await import('./heavy.ts')).heavy;",
    );
    const entry = write(
      'handler.ts',
      "import { work } from '#jobs'; export const handler = () => work();",
    );
    const outdir = join(folder, 'lazy');

    const bundle = bundleFunction({ entry, outdir, jobs });

    const { handler }: { handler(): Promise<number> } = await import(join(outdir, 'index.mjs'));
    expect(bytesAtStart(bundle)).toBeLessThan(2_000);
    expect(await handler()).toBe(10_000);
  });

  it('has what its start loads in two files, and what loads later on shares it', async () => {
    write('shared-a.ts', 'export const a = { loaded: 0 }; a.loaded += 1;');
    write('shared-b.ts', "export const b = 'b'; export const unused = 1;");
    write('later-a.ts', "import { a } from './shared-a.ts'; export const times = () => a.loaded;");
    write(
      'later-b.ts',
      "import { a } from './shared-a.ts'; import { b } from './shared-b.ts'; export const text = () => b + a.loaded;",
    );
    const entry = write(
      'sharing-handler.ts',
      `import { a } from './shared-a.ts'; import { b } from './shared-b.ts';
      // The start itself waits for what shares code with it.
      const { times } = await import('./later-a.ts');
      export const handler = async () => [a.loaded, b, times(), (await import('./later-b.ts')).text()];`,
    );
    const outdir = join(folder, 'sharing');

    const { outputs } = bundleFunction({ entry, outdir });

    const { handler }: { handler(): Promise<unknown> } = await import(join(outdir, 'index.mjs'));
    expect(await handler()).toEqual([1, 'b', 1, 'b1']);
    expect(filesAtStart(outputs)).toHaveLength(2);
    expect(readdirSync(outdir).filter((file) => file.endsWith('.mjs'))).toHaveLength(4);
  });

  it('starts as well if what its start shares waits for what loads later on', async () => {
    write('awaited.ts', "import { key } from './key.ts'; export const value = 'of ' + key;");
    write('key.ts', "export const key = 'key';");
    write('waiting.ts', "export const { value } = await import('./awaited.ts');");
    write(
      'on-demand.ts',
      "import { value } from './waiting.ts'; export const text = 'a ' + value;",
    );
    const entry = write(
      'waiting-handler.ts',
      `import { value } from './waiting.ts'; import { key } from './key.ts';
      export const handler = async () => [key, value, (await import('./on-demand.ts')).text];`,
    );
    const outdir = join(folder, 'waiting');

    bundleFunction({ entry, outdir });

    expect(await answerOf(outdir)).toEqual(['key', 'of key', 'a of key']);
  });

  it('keeps what a project imports for its side effects alone', async () => {
    const project = join(folder, 'project');
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "sideEffects": ["./register.ts"] }');
    write('project/register.ts', 'globalThis.registered = (globalThis.registered ?? 0) + 1;');
    write('project/later.ts', "import './register.ts'; export const later = 'later';");
    const entry = write(
      'project/handler.ts',
      `import './register.ts';
      export const handler = async () => [globalThis.registered, (await import('./later.ts')).later];`,
    );
    const outdir = join(project, 'out');

    bundleFunction({ entry, outdir });

    expect(await answerOf(outdir)).toEqual([1, 'later']);
  });

  it('lets CommonJS in it require what Node has', async () => {
    const legacy = write('legacy.cjs', "module.exports = require('node:path').sep;");
    const entry = write('legacy-handler.ts', `export { default as handler } from '${legacy}';`);
    const outdir = join(folder, 'legacy');

    bundleFunction({ entry, outdir });

    expect(await import(join(outdir, 'index.mjs'))).toHaveProperty('handler', '/');
  });

  it('of a module with a fault is refused, with file and line', () => {
    const entry = write('broken.ts', "import './missing.ts';");

    expect(() => bundleFunction({ entry, outdir: join(folder, 'broken') })).toThrow(
      /broken\.ts:1:7: ERROR: Could not resolve "\.\/missing\.ts"/,
    );
  });
});

describe('the functions', () => {
  it.each([
    // It has the code of many calls. Those that are rare are loaded when they come.
    ['api', 'handler', 276_000],
    ['api', 'enqueuing-handler', 306_000],
    ['worker', 'handler', 267_000],
    ['dead-letter', 'handler', 223_000],
    ['scheduler', 'handler', 248_000],
  ])(
    '%s/%s is ES modules with source maps, without the credential providers of the SDK, and at most %i bytes at its start',
    { timeout: 60_000 },
    (name, module, most) => {
      const bundle = bundleOf(name, module);

      const files = readdirSync(join(folder, name, module));
      const providers = Object.keys(bundle.inputs).filter((file) =>
        /credential-provider-(?!node|env)/.test(file),
      );
      expect(files).toContain('index.mjs');
      expect(files).toContain('index.mjs.map');
      expect(providers).toEqual([]);
      // A library of any weight that is imported at the top of a module shows here.
      expect(bytesAtStart(bundle)).toBeLessThan(most);
    },
  );

  it.each(['api', 'worker'])(
    '%s has nothing of what makes the OpenAPI document, not even for later',
    { timeout: 60_000 },
    (name) => {
      const { inputs } = bundleOf(name);

      const makers = Object.keys(inputs).filter((file) =>
        /^functions\/openapi\/|to-json-schema/.test(file),
      );
      expect(makers).toEqual([]);
    },
  );

  it.each(['api', 'worker', 'dead-letter', 'scheduler'])(
    '%s loads the client of SQS only with its first call',
    { timeout: 60_000 },
    (name) => {
      const sources = sourcesAtStart(bundleOf(name));

      expect(sources.filter((file) => file.includes('client-sqs'))).toEqual([]);
      expect(sources.filter((file) => file.includes('client-dynamodb'))).not.toEqual([]);
    },
  );

  it('load the client of SQS at the start of the one to which callers enqueue', () => {
    const sources = sourcesAtStart(bundleOf('api', 'enqueuing-handler'));

    expect(sources.filter((file) => file.includes('client-sqs'))).not.toEqual([]);
  });

  it('load the code for X-Ray only where jobs are traced', { timeout: 60_000 }, () => {
    const { outputs } = bundleOf('worker');

    const holding = Object.values(outputs).filter(
      ({ inputs }) => 'functions/aws/xray-trace.ts' in inputs,
    );
    expect(holding.map(({ entryPoint }) => entryPoint)).toEqual(['functions/aws/xray-trace.ts']);
  });

  it('load the library for tokens only with the first token', { timeout: 60_000 }, () => {
    const { outputs } = bundleOf('api');

    const holding = Object.entries(outputs).filter(([, { inputs }]) =>
      Object.keys(inputs).some((file) => file.includes('node_modules/aws-jwt-verify/')),
    );
    expect(holding.map(([, { entryPoint }]) => entryPoint)).toEqual([
      'functions/api/tokens/token-authentication.ts',
    ]);
  });
});
