import { afterAll, beforeAll } from 'vitest';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../local-server/start-local-server.ts';
import { type RunOptions, runErrand } from './run-errand.ts';
import { type Ran, runProgram } from './run-program.ts';

export interface CommandLine {
  /** With `/v1`. */
  url(): string;
  key(): string;
  /** What leads the program to the server. */
  place(): { readonly ERRAND_URL: string; readonly ERRAND_DATA: string };
  /** The program as a process, with the server's address and the key of its folder. */
  errand(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** The program in this process, which is faster. */
  run(args: readonly string[]): Promise<Ran>;
  /** What it answers with `--json`. Rejects unless it ends with 0. */
  json(...args: readonly string[]): Promise<ReturnType<typeof JSON.parse>>;
  /** The id of a new `demo` job. */
  enqueued(payload: object, ...more: readonly string[]): Promise<string>;
  /** The same id, when the job is over. */
  over(id: string): Promise<string>;
}

/** The program beside a local server, which lives as long as the tests of the file. */
export function commandLine(): CommandLine {
  const { folder, remove } = dataFolder();
  let server: LocalServer | undefined;
  beforeAll(async () => {
    server = await startLocalServer({ folder });
  });
  afterAll(async () => {
    await server?.killTree();
    remove();
  });
  const url = () => server?.url ?? '';
  const place = () => ({ ERRAND_URL: url(), ERRAND_DATA: folder });
  const run = (args: readonly string[]) =>
    runProgram(args, { environment: place(), now: () => Date.now() });
  const json = async (...args: readonly string[]) => {
    const { code, out, err } = await run([...args, '--json']);
    if (code !== 0) throw new Error(`errand ${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out);
  };
  return {
    url,
    key: () => server?.key ?? '',
    place,
    run,
    json,
    errand: (args, { environment, ...options } = {}) =>
      runErrand(args, { ...options, environment: { ...place(), ...environment } }),
    enqueued: async (payload, ...more) => {
      const { id } = await json('jobs', 'enqueue', 'demo', JSON.stringify(payload), ...more);
      return id;
    },
    over: async (id) => {
      await run(['jobs', 'wait', id]);
      return id;
    },
  };
}
