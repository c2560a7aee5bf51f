import { expect, it } from 'vitest';
import { inInvocation, noteWait, type Wait } from '../../../bench/budget/invocations.ts';
import { latencies, waitingTime } from '../../../bench/cost/waiting-time.ts';

const { dynamo, queue } = latencies;

function call(command: string, began: number, ended: number): Wait {
  return { began, ended, of: { command } };
}

it('adds up calls that come one after the other', () => {
  const waits = [call('SendMessageBatchCommand', 1, 2), call('PutItemCommand', 3, 4)];

  expect(waitingTime(waits)).toBe(queue + dynamo);
});

it('takes calls that are under way together for one', () => {
  const waits = [call('UpdateItemCommand', 1, 4), call('UpdateItemCommand', 2, 3)];

  expect(waitingTime(waits)).toBe(dynamo);
});

it('follows the longest chain of calls', () => {
  const waits = [
    call('UpdateItemCommand', 1, 3),
    call('UpdateItemCommand', 2, 5),
    call('SendMessageBatchCommand', 4, 6),
    call('UpdateItemCommand', 7, 8),
  ];

  expect(waitingTime(waits)).toBe(dynamo + queue + dynamo);
});

it('counts a pause as long as it is', () => {
  const waits = [call('GetItemCommand', 1, 2), { began: 3, ended: 4, of: { pauseMs: 50 } }];

  expect(waitingTime(waits)).toBe(dynamo + 50);
});

it('is nothing for an invocation that asks for nothing', () => {
  expect(waitingTime([])).toBe(0);
});

it('knows which of two invocations at once makes a call', async () => {
  const [one, other] = (['api', 'worker'] as const).map((folder) => ({ folder, waits: [] }));
  if (one === undefined || other === undefined) throw new Error('Two are needed');
  const ask = async () => {
    await Promise.resolve();
    await noteWait({ command: 'GetItemCommand' }, () => Promise.resolve());
  };

  await Promise.all([inInvocation(one, ask), inInvocation(other, ask), ask()]);

  expect([one.waits.length, other.waits.length]).toEqual([1, 1]);
});
