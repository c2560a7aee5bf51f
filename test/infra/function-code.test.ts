import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { jobs } from '../../functions/jobs/index.ts';
import { functionCode } from '../../infra/constructs/function-code.ts';

const functionsDir = fileURLToPath(new URL('../../functions', import.meta.url));
const source = { functionsDir, jobs, jobsModule: join(functionsDir, 'jobs/index.ts') };

/** The folder of its asset. */
function bundled(name: string, outdir: string, module?: string): string {
  const stack = new Stack(new App({ outdir }), 'Test');
  functionCode(source, name, module).bind(stack);
  const [asset = ''] = readdirSync(outdir).filter((file) => file.startsWith('asset.'));
  return join(outdir, asset);
}

describe('the code of a function', { timeout: 60_000 }, () => {
  it.each([
    ['api', 'handler', ['index.mjs', 'openapi.json', 'payload-schemas.json']],
    ['api', 'enqueuing-handler', ['index.mjs', 'openapi.json', 'payload-schemas.json']],
    ['dead-letter', 'handler', ['index.mjs']],
  ])('of %s/%s has what it reads beside its bundle', (name, module, expected) => {
    const outdir = mkdtempSync(join(tmpdir(), 'errand-code-'));

    const folder = bundled(name, outdir, module);

    const files = readdirSync(folder).filter((file) => /^index\.mjs$|\.json$/.test(file));
    expect(files.toSorted()).toEqual(expected);
    rmSync(outdir, { recursive: true });
  });

  it('describes the job types that are in it', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'errand-code-'));

    const folder = bundled('api', outdir);

    const document = JSON.parse(readFileSync(join(folder, 'openapi.json'), 'utf8'));
    const types = document.components.schemas.NewJob.discriminator.mapping;
    expect(Object.keys(types)).toEqual(Object.keys(jobs.types));
    rmSync(outdir, { recursive: true });
  });
});
