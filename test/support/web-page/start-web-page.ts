import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const longestStart = 20_000;

export interface WebPage {
  readonly url: string;
  /** All it has written so far. */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves when it has ended, with its exit code; none: a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** The example `examples/web-page` as a process. Nothing of this process's environment gets to it but PATH. */
export function startWebPageProcess(environment: Readonly<Record<string, string>>) {
  const child = spawn(
    process.execPath,
    ['--conditions=errand-source', join(root, 'examples/web-page/main.ts')],
    { cwd: root, env: { PATH: process.env.PATH, ...environment } },
  );
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  return {
    child,
    ended,
    output: () => text,
    signal: (name: NodeJS.Signals) => void child.kill(name),
  };
}

/** The same when it is ready, for the API of `server`. `port`: @default a free one */
export async function startWebPage(
  { url, key }: { readonly url: string; readonly key: string },
  port = '0',
): Promise<WebPage> {
  const page = startWebPageProcess({ ERRAND_URL: url, ERRAND_KEY: key, PORT: port });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string) => reject(new Error(`The page ${why}:\n${page.output()}`));
  const timer = setTimeout(() => {
    page.signal('SIGKILL');
    fail(`was not ready after ${longestStart} ms`);
  }, longestStart);
  page.child.stdout.on('data', () => {
    const address = /^Open (http:\S+)$/m.exec(page.output())?.[1];
    if (address !== undefined) resolve(address);
  });
  void page.ended.then((code) => fail(`ended with code ${code} before it was ready`));
  return { ...page, url: await promise.finally(() => clearTimeout(timer)) };
}
