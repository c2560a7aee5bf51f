import { type Behaviour, deviates, experiment, holds } from '../behaviour.ts';
import { receiveCountOf, withScratchQueue } from './scratch-queue.ts';

const body = '{"job":"poison \u2713"}';

const buried = experiment((world) =>
  withScratchQueue(world, { visibilitySeconds: 3, receiveLimit: 2 }, async (queue) => {
    await queue.send([body]);
    const alive = await queue.receive({ count: 2 });
    const [early] = await queue.receive({ count: 1, within: 500 }, queue.deadLetterUrl);
    const more = await queue.receive({ count: 1, within: 5_000 });
    const [dead] = await queue.receive({ count: 1, within: 5_000 }, queue.deadLetterUrl);
    return { alive, early, more, dead };
  }),
);

export const deadLetterBehaviours: readonly Behaviour[] = [
  {
    name: 'A message that was received as often as the receive limit says moves to the dead-letter queue',
    needed: 'safety',
    upholds:
      'That a job whose message is never claimed ends as failed, and that one which is claimed is not cut short.',
    async check(world) {
      const { alive, early, more, dead } = await buried(world);
      const counts = alive.map(receiveCountOf).join(', ');
      if (counts !== '1, 2') return deviates(`received with the counts ${counts || 'none'}`);
      if (early !== undefined)
        return deviates('moved before the visibility timeout of its last receive');
      if (more.length > 0) return deviates(`received ${more.length} times more, of 2`);
      return dead === undefined ? deviates('not in the dead-letter queue after 10 s') : holds;
    },
  },
  {
    name: 'A dead letter keeps body, id and the time at which it was sent',
    needed: 'safety',
    upholds:
      'The record that is made of a dead letter: from its body, or from its id and time if nobody can read it.',
    async check(world) {
      const { alive, dead } = await buried(world);
      if (dead === undefined) return deviates('there is no dead letter');
      if (dead.Body !== body) return deviates(`the body is ${dead.Body}`);
      if (dead.MessageId !== alive[0]?.MessageId) return deviates('it has another id');
      const [sent, now] = [alive[0]?.Attributes?.SentTimestamp, dead.Attributes?.SentTimestamp];
      return sent === now ? holds : deviates(`sent at ${sent}, now at ${now}`);
    },
  },
];
