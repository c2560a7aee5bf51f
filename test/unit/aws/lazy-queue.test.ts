import { describe, expect, it } from 'vitest';
import { lazyQueue } from '../../../functions/aws/lazy-queue.ts';
import type { Queue } from '../../../functions/core/queue.ts';

const source = { queue: 'default', deadLetters: false };

function setup() {
  const calls: unknown[] = [];
  const queue: Queue = {
    send: async (...given) => {
      calls.push(['send', ...given]);
      return [{ ok: true }];
    },
    leave: async (...given) => {
      calls.push(['leave', ...given]);
    },
    depths: async () => [],
  };
  const lazy = lazyQueue(async () => {
    calls.push('load');
    return queue;
  });
  return { lazy, calls };
}

describe('a queue that is loaded with its first call', () => {
  it('is not loaded before', () => {
    const { calls } = setup();

    expect(calls).toEqual([]);
  });

  it('is loaded once, for calls at the same time as well', async () => {
    const { lazy, calls } = setup();

    await Promise.all([lazy.depths(), lazy.depths()]);
    await lazy.depths();

    expect(calls).toEqual(['load']);
  });

  it('is loaded anew if that failed', async () => {
    let times = 0;
    const lazy = lazyQueue(async () => {
      times += 1;
      if (times === 1) throw new Error('too many open files');
      return setup().lazy;
    });

    await expect(lazy.depths()).rejects.toThrow('too many open files');
    expect(await lazy.depths()).toEqual([]);
  });

  it('hands on what it is given, and what it answers', async () => {
    const { lazy, calls } = setup();
    const message = { body: 'a', delaySeconds: 1 };
    const wait = { receipt: 'r', seconds: 2 };

    const sent = await lazy.send('default', [message]);
    await lazy.leave(source, [wait]);

    expect(sent).toEqual([{ ok: true }]);
    expect(calls).toEqual(['load', ['send', 'default', [message]], ['leave', source, [wait]]]);
  });
});
