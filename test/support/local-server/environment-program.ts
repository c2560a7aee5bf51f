import type { Store } from '../../../functions/core/store.ts';
import type { EnvironmentArgument } from '../../../local/environments/environment-argument.ts';
import { watchParent } from '../../../local/environments/parent-watch.ts';
import { remotePorts } from '../../../local/environments/remote-ports.ts';
import { serveInvocations } from '../../../local/environments/serve-invocations.ts';

/** A worker environment without jobs: the first message of an event says what it does. */
const argument: EnvironmentArgument = JSON.parse(process.argv[2] ?? '{}');
watchParent({ parent: argument.server, residentLimit: argument.residentLimit, lastWords: 4 });

const remote = remotePorts((calls) => process.send?.({ kind: 'calls', calls }));
const store = remote.port<Store>('store');
const shutdown = new AbortController();

const deeds: Readonly<Record<string, () => unknown>> = {
  return: () => ({ batchItemFailures: [] }),
  throw: () => {
    throw new Error('on purpose');
  },
  exit: () => process.exit(7),
  chatter: () => {
    for (const message of ['ready', null, { kind: 'strange' }]) process.send?.(message);
    return 'done';
  },
  loop: () => {
    for (;;);
  },
  heap: () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(100_000).fill(hoard.length + 0.5));
  },
  buffers: () => {
    const hoard: Buffer[] = [];
    for (;;) hoard.push(Buffer.alloc(16 * 1024 * 1024, 1));
  },
  disconnect: () => process.disconnect(),
  call: () => store.get('some id'),
  callAndExit: () => {
    void store.get('last call');
    setImmediate(() => setImmediate(() => process.exit(0)));
    return new Promise(() => {});
  },
  shutdown: () =>
    new Promise((resolve) => {
      shutdown.signal.addEventListener('abort', () => resolve('was told'));
    }),
};

if (process.env.FAIL_AT_START === '1') throw new Error('fails as it is loaded');
serveInvocations({
  settings: argument.function,
  handle: async ({ Records }) => deeds[Records[0]?.body ?? '']?.(),
  begin: () => {},
  settle: remote.settle,
  shutDown: () => shutdown.abort(),
});
