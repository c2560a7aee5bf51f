import type { Wait } from '../budget/invocations.ts';

/**
 * Milliseconds that one call takes from a function in the same region. Neither service promises any: of
 * DynamoDB AWS says single-digit milliseconds, of SQS tens.
 */
export const latencies = { dynamo: 5, queue: 10 } as const;

/**
 * How long an invocation waits, if its calls take as long as `latencies` says. A call that began when others
 * were over came after them; what began before that goes on beside it.
 */
export function waitingTime(waits: readonly Wait[]): number {
  const ends: { readonly place: number; readonly at: number }[] = [];
  for (const { began, ended, of } of waits.toSorted((a, b) => a.began - b.began)) {
    const before = ends.filter(({ place }) => place < began).map(({ at }) => at);
    ends.push({ place: ended, at: Math.max(0, ...before) + length(of) });
  }
  return Math.max(0, ...ends.map(({ at }) => at));
}

function length(of: Wait['of']): number {
  if ('pauseMs' in of) return of.pauseMs;
  return of.command.includes('Message') ? latencies.queue : latencies.dynamo;
}
