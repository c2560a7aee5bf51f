import type { Capacity } from '../../../local/dispatch/dispatcher.ts';
import type { Ending } from '../../../local/environments/environment.ts';
import type { Invocation } from '../../../local/environments/wire.ts';

export interface FakeCapacity extends Capacity {
  /** Those that have begun, the first begun first. */
  readonly invocations: readonly Invocation[];
  /** The bodies of the messages of each. */
  batches(): readonly (readonly string[])[];
  readonly free: number;
}

/** Room for `size` invocations, each of which ends as `end` says. */
export function fakeCapacity(
  size: number,
  end: (invocation: Invocation) => Ending | Promise<Ending>,
): FakeCapacity {
  const invocations: Invocation[] = [];
  let free = size;
  return {
    invocations,
    batches: () => invocations.map(({ event }) => event.Records.map(({ body }) => body)),
    get free() {
      return free;
    },
    take() {
      if (free === 0) return undefined;
      free -= 1;
      return {
        async invoke(invocation) {
          invocations.push(invocation);
          const ending = await end(invocation);
          free += 1;
          return ending;
        },
        giveBack() {
          free += 1;
        },
      };
    },
    rest() {},
  };
}
