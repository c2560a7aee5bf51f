import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

async function report(...args: readonly string[]) {
  const { stdout } = await run(process.execPath, [...args, '--json'], { cwd: root });
  return JSON.parse(stdout);
}

describe('the benchmarks of the functions', { timeout: 120_000 }, () => {
  it('start every function beside three others that make its calls', async () => {
    const { figures, functions } = await report('bench/cold.ts', '--rounds', '1');

    expect(figures).toHaveLength(4 * 5);
    expect(functions).toHaveLength(4 * 4);
    for (const { bytes, starts } of functions) {
      expect(bytes.atStartGzip).toBeLessThan(bytes.atStart);
      expect(starts).toEqual([
        {
          importMs: expect.any(Number),
          importProcessorMs: expect.any(Number),
          firstInvokeMs: expect.any(Number),
        },
      ]);
    }
  });

  it('repeat what worker and API ask of AWS, and say what they take beyond it', async () => {
    const { figures } = await report('bench/overhead.ts', '--rounds', '1', '--invocations', '1');

    expect(figures.map(({ what }: { what: string }) => what)).toEqual(
      [
        'worker, a batch of 10',
        'api, one job',
        'api, an array of 25',
        'api, an array of 100',
      ].flatMap((what) => [
        `${what}: beyond its calls`,
        `${what}: in all`,
        `${what}: its calls alone`,
      ]),
    );
  });

  it('say by package and file where a job’s time goes', async () => {
    const args = ['bench/overhead.ts', '--profile', '--rounds', '1', '--invocations', '1'];

    const { stdout } = await run(process.execPath, args, { cwd: root });

    expect(stdout.match(/^\| ms of a job \|/gm)).toHaveLength(4);
  });
});
