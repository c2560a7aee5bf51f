import { setTimeout as pause } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import type { World } from '../world.ts';
import { receiveCountOf, type ScratchQueue, withScratchQueue } from './scratch-queue.ts';

const hidden = experiment((world) =>
  withScratchQueue(world, { visibilitySeconds: 4 }, async (queue) => {
    await queue.send(['hidden']);
    const [first] = await queue.receive({ count: 1 });
    const receivedAt = performance.now();
    const [second] = await queue.receive({ count: 1 });
    return { first, second, after: (performance.now() - receivedAt) / 1_000 };
  }),
);

export const visibilityBehaviours: readonly Behaviour[] = [
  {
    name: 'A received message is hidden for its visibility timeout',
    needed: 'speed',
    upholds:
      'That a job does not start while another function has its message. The lease keeps it from that as well; without this every message comes again and again.',
    async check(world) {
      const { first, second, after } = await hidden(world);
      if (first === undefined) return deviates('was not delivered');
      // SQS counts from the receive, which was a little before its answer.
      return second === undefined || after >= 3.5
        ? holds
        : deviates(`came again after ${after.toFixed(2)} s of 4`);
    },
  },
  {
    name: 'A message that is not deleted comes again after its visibility timeout, unchanged and with a new receipt',
    needed: 'safety',
    upholds: 'That a job whose function died is not lost.',
    async check(world) {
      const { first, second } = await hidden(world);
      if (second === undefined) return deviates('did not come again within 10 s');
      if (second.MessageId !== first?.MessageId) return deviates('came with another id');
      if (second.Body !== 'hidden') return deviates(`came with the body '${second.Body}'`);
      return second.ReceiptHandle === first?.ReceiptHandle
        ? deviates('came with the receipt of the first receive')
        : holds;
    },
  },
  {
    name: 'Each receive counts one more',
    needed: 'safety',
    upholds:
      'Who is read before it runs as a suspect, when a message of an unknown type is given up, and how long it waits after a fault of the store.',
    check: (world) =>
      withScratchQueue(world, {}, async (queue) => {
        await queue.send(['counted']);
        const counts: number[] = [];
        for (let receive = 1; receive <= 4; receive += 1) {
          const [message] = await queue.receive({ count: 1 });
          if (message === undefined) return deviates(`receive ${receive} got nothing`);
          counts.push(receiveCountOf(message));
          await change(world, queue, [{ message, seconds: 0 }]);
        }
        return counts.join() === '1,2,3,4' ? holds : deviates(`counted ${counts.join(', ')}`);
      }),
  },
  {
    name: 'A changed visibility timeout counts from the change, for that receive only',
    needed: 'speed',
    upholds: 'When a message that a worker gives back comes again.',
    check: (world) =>
      withScratchQueue(world, { visibilitySeconds: 4 }, async (queue) => {
        await queue.send(['changed']);
        const [first] = await queue.receive({ count: 1 });
        await change(world, queue, [{ message: first, seconds: 1 }]);
        const changedAt = performance.now();
        const [second] = await queue.receive({ count: 1 });
        const after = (performance.now() - changedAt) / 1_000;
        if (second === undefined) return deviates('did not come again within 10 s');
        if (after > 3) return deviates(`came after ${after.toFixed(2)} s of 1`);
        await pause(1_500);
        const early = await queue.receiveOnce();
        return early.length === 0 ? holds : deviates('the next receive was hidden as short');
      }),
  },
  {
    name: 'A change by a receipt of nobody, or of a deleted message, fails in its own entry alone',
    needed: 'speed',
    upholds: 'That giving messages back takes no notice of those that are gone.',
    async check(world) {
      const { isChanged, failed, told } = await changedThree(world);
      if (!isChanged) return deviates(`the other message was not changed (${told})`);
      return failed.length === 2 ? holds : deviates(told);
    },
  },
  {
    name: 'A change that fails for its receipt is called the fault of the sender',
    needed: 'guard',
    upholds: 'Nothing: the adapter goes by the code as well.',
    async check(world) {
      const { failed, told } = await changedThree(world);
      const blamed = failed.filter(({ SenderFault }) => SenderFault === true);
      return blamed.length === 2 ? holds : deviates(told);
    },
  },
  {
    name: 'A delete by a receipt that has lapsed is no error, one by a receipt of nobody fails in its own entry',
    needed: 'guard',
    upholds: 'Nothing: Lambda deletes, long before its receipts lapse.',
    check: (world) =>
      withScratchQueue(world, { visibilitySeconds: 1 }, async (queue) => {
        await queue.send(['received twice']);
        const [lapsed] = await queue.receive({ count: 1 });
        const [again] = await queue.receive({ count: 1 });
        if (again === undefined) return deviates('the message did not come again');
        const { Failed = [] } = await queue.remove([lapsed ?? {}, { ReceiptHandle: 'of nobody' }]);
        const told = Failed.map(
          ({ Id, Code }) => `${Id === '0' ? 'lapsed' : 'of nobody'}: ${Code}`,
        );
        return told.length === 1 && Failed[0]?.Id === '1'
          ? holds
          : deviates(told.join('; ') || 'both succeeded');
      }),
  },
];

const changedThree = experiment((world) =>
  withScratchQueue(world, {}, async (queue) => {
    await queue.send(['kept', 'deleted']);
    const messages = await queue.receive({ count: 2 });
    const kept = messages.find(({ Body }) => Body === 'kept');
    const deleted = messages.find(({ Body }) => Body === 'deleted');
    await world.sqs.send(
      new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: deleted?.ReceiptHandle }),
    );
    const { Successful = [], Failed = [] } = await change(world, queue, [
      { message: kept, seconds: 0 },
      { message: deleted, seconds: 0 },
      { message: { ReceiptHandle: 'of nobody' }, seconds: 0 },
    ]);
    const [again] = await queue.receive({ count: 1 });
    const told = [
      ...Successful.map(({ Id }) => `${names[Number(Id)]}: changed`),
      ...Failed.map(
        ({ Id, Code, SenderFault }) => `${names[Number(Id)]}: ${Code}, SenderFault ${SenderFault}`,
      ),
    ].join('; ');
    return { isChanged: again?.Body === 'kept', failed: Failed, told };
  }),
);

const names = ['the other', 'a deleted message', 'a receipt of nobody'];

function change(
  { sqs }: World,
  queue: ScratchQueue,
  waits: readonly { message: Message | undefined; seconds: number }[],
) {
  return sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl: queue.url,
      Entries: waits.map(({ message, seconds }, place) => ({
        Id: String(place),
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: seconds,
      })),
    }),
  );
}
