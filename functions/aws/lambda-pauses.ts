import type { Clock } from '../core/clock.ts';
import { second } from '../core/duration.ts';
import type { PauseOutcome, QueuePauses } from '../core/queue-pauses.ts';
import { type LambdaApi, LambdaError } from './lambda-api.ts';

export interface LambdaPausesOptions {
  readonly call: LambdaApi;
  /** The UUID of the event source mapping that hands a queue's messages to its worker, by the queue's name. */
  readonly mappings: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Lambda answers 15 calls a second that are not invocations, for all of an account and its deploys: a page
 * that shows the queues must not use them up.
 */
const freshness = 5 * second;

/** The states that tell what was asked for last. Not so `Creating`, `Updating` and `Deleting`. */
const pausedByState: ReadonlyMap<string, boolean> = new Map([
  ['Enabled', false],
  ['Enabling', false],
  ['Disabled', true],
  ['Disabling', true],
]);

/** What Lambda says to a change while another is under way; the second for the function as well. */
const busy = ['ResourceInUseException', 'ResourceConflictException'];

/** A queue is paused by disabling the event source mapping of its worker, which takes some seconds. */
export function lambdaPauses({ call, mappings, clock }: LambdaPausesOptions): QueuePauses {
  let last: { readonly at: number; readonly names: Promise<ReadonlySet<string>> } | undefined;

  async function isPaused(path: string): Promise<boolean | undefined> {
    return pausedByState.get(stateIn(await call({ method: 'GET', path })));
  }

  async function read(): Promise<ReadonlySet<string>> {
    const entries = Object.entries(mappings).map(async ([name, uuid]) => ({
      name,
      paused: await isPaused(pathOf(uuid)),
    }));
    const states = await Promise.all(entries);
    return new Set(states.filter(({ paused }) => paused === true).map(({ name }) => name));
  }

  return {
    paused() {
      const now = clock.now();
      if (last === undefined || now >= last.at + freshness) {
        const reading = { at: now, names: read() };
        last = reading;
        // What has failed is asked for again at once.
        reading.names.catch(() => {
          if (last === reading) last = undefined;
        });
      }
      return last.names;
    },
    async setPaused(queue, paused): Promise<PauseOutcome> {
      const path = pathOf(mappingOf(mappings, queue));
      last = undefined;
      const before = await isPaused(path);
      if (before === undefined) return 'busy';
      if (before === paused) return 'done';
      try {
        await call({ method: 'PUT', path, body: { Enabled: !paused } });
      } catch (error) {
        if (error instanceof LambdaError && busy.includes(error.code)) return 'busy';
        throw error;
      } finally {
        last = undefined;
      }
      return 'done';
    },
  };
}

function mappingOf(mappings: Readonly<Record<string, string>>, queue: string): string {
  const uuid = Object.hasOwn(mappings, queue) ? mappings[queue] : undefined;
  if (uuid !== undefined) return uuid;
  const known = Object.keys(mappings).join(', ');
  throw new Error(`No event source mapping is known of queue '${queue}' (known: ${known})`);
}

function pathOf(uuid: string): string {
  return `/event-source-mappings/${uuid}`;
}

function stateIn(answer: unknown): string {
  const { State } = Object(answer) as { State?: unknown };
  return String(State);
}
