import { describe, expect, it } from 'vitest';
import { buryMessage } from '../../../functions/core/bury-message.ts';
import { day } from '../../../functions/core/duration.ts';
import { encodeMessage, messageOf } from '../../../functions/core/message.ts';
import { Platform } from '../../../testing/platform.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { newRecord } from '../../contract/store/new-record.ts';
import { enqueueOne, testJobs } from '../../support/protocol/test-jobs.ts';

function setup() {
  const world = createWorld();
  const { jobs, ...kit } = testJobs(
    () => world.clock.now(),
    () => null,
  );
  return { world, ...kit, platform: new Platform(world, jobs) };
}

describe('a message of a later version', () => {
  const body = JSON.stringify({ v: 2, job: { id: 'of-the-next-release' } });

  it('waits for a worker that can read it, and keeps no other job from running', async () => {
    const { world, platform, task } = setup();
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);
    await enqueueOne(world.ports, task, { id: 'neighbour' });

    for (let minute = 0; minute < 30; minute += 1) {
      await platform.runMessages();
      await world.clock.advance(60_000);
    }

    expect(world.store.all()).toMatchObject([{ id: 'neighbour', status: 'succeeded' }]);
    expect(world.deliver('default')).toMatchObject([{ body, receiveCount: 31 }]);
  });

  it('is left among the dead letters as well, and recorded when it is a day old', async () => {
    const { world, platform } = setup();
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);

    await platform.passUntil(world.clock.now() + day - 60_000);
    const waiting = world.store.all();
    await platform.passUntil(world.clock.now() + 120_000);

    expect(waiting).toEqual([]);
    expect(world.store.all()).toMatchObject([
      { tenant: 'system', type: 'unknown', status: 'failed', payload: JSON.stringify(body) },
    ]);
    expect(world.queue.all()).toEqual([]);
  });

  it.each(['{"v":"2"}', '{"v":1.5}', '{"v":0}', '{}', 'null', '[2]', 'text'])(
    'is not %s, which is recorded at once',
    async (junk) => {
      const { world } = setup();
      const now = world.clock.now();
      const delivery = { messageId: 'm', receipt: 'r', body: junk, receiveCount: 1, sentAt: now };

      const burial = await buryMessage(world.ports, 'default', delivery);

      expect(burial).toMatchObject({ outcome: 'buried', record: { status: 'failed' } });
    },
  );
});

describe('a message that has a field of the next release', () => {
  it('keeps it when it is sent anew for a worker that knows its type', async () => {
    const { world, platform } = setup();
    const known = JSON.parse(encodeMessage(messageOf(newRecord({ type: 'later' }))));
    const body = JSON.stringify({ ...known, later: 'field' });
    await world.queue.send('default', [{ body, delaySeconds: 0 }]);

    await platform.invoke('default');

    const again = world.queue.all().map((message) => JSON.parse(message.body));
    expect(again).toEqual([{ ...known, later: 'field', resent: 1 }]);
  });
});
