import type { Queue } from '../../functions/core/queue.ts';
import type { Store } from '../../functions/core/store.ts';
import { type Answer, type Call, wireError } from './wire.ts';

export interface CalledPorts {
  readonly store: Store;
  readonly queue: Queue;
}

/**
 * Carries out the calls of an environment. `reply` gets the answers that are there in the same turn of the
 * event loop in one go: calls that shared a commit come back together.
 */
export function answerCalls(
  ports: CalledPorts,
  reply: (answers: readonly Answer[]) => void,
): (calls: readonly Call[]) => void {
  let ready: Answer[] = [];

  function answer(one: Answer): void {
    if (ready.length === 0) setImmediate(flush);
    ready.push(one);
  }

  function flush(): void {
    const answers = ready;
    ready = [];
    reply(answers);
  }

  return (calls) => {
    for (const call of calls) {
      carryOut(ports, call).then(
        (value) => answer([call[0], value]),
        (error: unknown) => answer([call[0], undefined, wireError(error)]),
      );
    }
  };
}

async function carryOut(ports: CalledPorts, [, name, method, args]: Call): Promise<unknown> {
  const port = ports[name];
  const member: unknown = Reflect.get(port, method);
  if (typeof member !== 'function') {
    throw new TypeError(`The ${name} has no method '${method}'`);
  }
  return Reflect.apply(member, port, args);
}
