import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Queue } from '../../../../functions/core/queue.ts';
import type { Store } from '../../../../functions/core/store.ts';
import { sqsEvent } from '../../../../local/dispatch/sqs-event.ts';
import { type Environment, startEnvironment } from '../../../../local/environments/environment.ts';
import type { SentLine } from '../../../../local/local-ports.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';

const bundle = fileURLToPath(
  new URL('../../../support/local-server/environment-program.ts', import.meta.url),
);

it('returns what the function returned, one invocation after the other', async () => {
  const { environment } = await start();

  const first = await run(environment, 'return');
  const second = await run(environment, 'return');

  expect(first).toEqual({ how: 'returned', response: { batchItemFailures: [] } });
  expect(second).toEqual(first);
});

it('reports what the function threw, and lives on', async () => {
  const { environment } = await start();

  const first = await run(environment, 'throw');
  const second = await run(environment, 'return');

  expect(first).toEqual({ how: 'threw', error: 'Error: on purpose' });
  expect(second).toMatchObject({ how: 'returned' });
});

it('carries out calls of ports, and keeps undefined apart from null', async () => {
  const { environment, calls } = await start();

  const ending = await run(environment, 'call');

  expect(ending).toEqual({ how: 'returned', response: undefined });
  expect(calls).toEqual(['some id']);
});

it.each([
  ['exit', /^it exited with code 7$/],
  ['loop', /^Task timed out after 1\.50 seconds$/],
  ['heap', /^out of memory: its heap reached its limit$/],
  ['buffers', /^out of memory: its resident size reached \d+ MB, over the limit of 300 MB$/],
  ['disconnect', /^it was ended by SIGKILL$/],
])('says why it ended when the function does %s', async (deed, reason) => {
  const { environment } = await start({ timeout: deed === 'loop' ? 1_500 : 30_000 });

  const ending = await run(environment, deed);

  expect(ending).toEqual({ how: 'died', reason: expect.stringMatching(reason) });
  expect(await environment.gone).toMatch(reason);
});

it('takes no notice of messages that the code sends of its own', async () => {
  const { environment } = await start();

  expect(await run(environment, 'chatter')).toEqual({ how: 'returned', response: 'done' });
});

it('reports its end for an invocation that comes too late', async () => {
  const { environment } = await start();
  environment.kill();
  await environment.gone;

  expect(await run(environment, 'return')).toEqual({
    how: 'died',
    reason: 'it was ended by SIGKILL',
  });
});

it('carries out the last call of a process before it reports its end', async () => {
  const { environment, calls } = await start();

  const ending = await run(environment, 'callAndExit');

  expect(ending).toEqual({ how: 'died', reason: 'it exited with code 0' });
  expect(calls).toEqual(['last call']);
});

it('tells the function to shut down', async () => {
  const { environment } = await start();

  const ending = run(environment, 'shutdown');
  environment.shutDown();

  expect(await ending).toEqual({ how: 'returned', response: 'was told' });
});

it('says that code was not ready which fails as it is loaded', async () => {
  vi.stubEnv('FAIL_AT_START', '1');
  const { environment, errors } = await start();
  vi.unstubAllEnvs();

  const isReady = await environment.ready;

  expect(isReady).toBe(false);
  expect(await environment.gone).toBe('it exited with code 1');
  expect(errors()).toContain('fails as it is loaded');
});

it('ends itself when the process that it belongs to is not its parent', async () => {
  const { environment } = await start({ server: 1 });

  expect(await environment.gone).toBe('it was ended by SIGKILL');
});

async function start({ timeout = 30_000, server = process.pid } = {}) {
  const calls: string[] = [];
  const kept: SentLine[] = [];
  const { ports } = createWorld();
  const store: Store = Object.assign(Object.create(ports.store), {
    get: async (id: string) => void calls.push(id),
  });
  const queue: Queue = ports.queue;
  let errors = '';
  const environment = startEnvironment({
    bundle,
    argument: {
      function: { name: 'test', timeout, memory: 128 },
      queue: 'test',
      server,
      heapLimit: 60,
      residentLimit: 300,
      virtualClock: false,
      colours: false,
      dueShards: 1,
    },
    ports: { store, queue },
    keepLines: (lines) => void kept.push(...lines),
    passOn: (text) => {
      errors += text.toString();
    },
  });
  onTestFinished(async () => {
    environment.kill();
    await environment.gone;
  });
  return { environment, calls, kept, errors: () => errors };
}

function run(environment: Environment, deed: string) {
  const delivery = { messageId: 'm', receipt: 'r', body: deed, receiveCount: 1, sentAt: 0 };
  const event = sqsEvent({ queue: 'demo', deadLetters: false }, [delivery]);
  return environment.invoke({ requestId: 'request', event, now: 0 });
}
