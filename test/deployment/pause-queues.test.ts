import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(sharedTarget());

interface QueueView {
  readonly name: string;
  readonly paused: boolean;
}

// The function needs the right to each mapping by itself.
describe('every queue of the stack', () => {
  it('can be paused and resumed', async () => {
    const names = (await queues()).map(({ name }) => name);

    for (const name of names) {
      await ask(name, 'pause');
      await until(`${name} to stand still`, async () => (await isPaused(name)) || undefined);
      await ask(name, 'resume');
      await until(`${name} to go on`, async () => !(await isPaused(name)) || undefined);
    }

    expect(names.length).toBeGreaterThan(1);
  });
});

/** Again while an earlier change is under way, which is a 409. */
function ask(name: string, what: 'pause' | 'resume') {
  return until(`${name} to take a ${what}`, async () => {
    const { status } = await client.send('POST', `/queues/${name}/${what}`);
    if (status === 409) return undefined;
    expect(status).toBe(200);
    return status;
  });
}

async function queues(): Promise<readonly QueueView[]> {
  const { body } = await client.send<{ queues: readonly QueueView[] }>('GET', '/queues');
  return body.queues;
}

async function isPaused(name: string): Promise<boolean> {
  return (await queues()).some((queue) => queue.name === name && queue.paused);
}
