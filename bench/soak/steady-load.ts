import { setTimeout as pause } from 'node:timers/promises';
import type { BenchServer } from '../local/start-server.ts';

export interface SteadyLoad {
  /** Accepted so far. */
  accepted(): number;
  /** Answers other than 202 by their status, and calls without an answer by the error's code. */
  readonly refused: Readonly<Record<string, number>>;
  end(): Promise<void>;
}

/** What comes in turn: most are quick, one in twenty fails once, one in forty is delayed, one in ten is slow. */
function bodyFor(number: number): object {
  if (number % 20 === 3) return { type: 'demo', payload: { failures: 1 } };
  if (number % 40 === 7) return { type: 'demo', payload: {}, delay: '5s' };
  if (number % 10 === 5) return { type: 'demo', payload: { sleepMs: 100 } };
  return { type: 'demo', payload: { echo: 'soak '.repeat(20) } };
}

/** `rate` jobs a second, however long the answers take: a server that falls behind is not spared. */
export function startSteadyLoad({ url, key }: BenchServer, rate: number): SteadyLoad {
  const ended = new AbortController();
  const open = new Set<Promise<void>>();
  const refused: Record<string, number> = {};
  const refuse = (reason: unknown) => {
    refused[String(reason)] = (refused[String(reason)] ?? 0) + 1;
  };
  let accepted = 0;
  const send = async (number: number) => {
    try {
      const response = await fetch(`${url}/jobs`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': 'application/json',
          // A connection kept open counts among the server's handles. After one slow moment there are many,
          // and at this rate each is used again before it is closed.
          Connection: 'close',
        },
        body: JSON.stringify(bodyFor(number)),
      });
      await response.arrayBuffer();
      if (response.status === 202) accepted += 1;
      else refuse(response.status);
    } catch (error) {
      refuse(codeOf(error));
    }
  };
  const sending = (async () => {
    const started = performance.now();
    for (let number = 0; !ended.signal.aborted; number += 1) {
      const due = started + (number * 1_000) / rate - performance.now();
      if (due > 0) await pause(due, undefined, { signal: ended.signal }).catch(() => {});
      const sent: Promise<void> = send(number).finally(() => open.delete(sent));
      open.add(sent);
    }
  })();
  return {
    accepted: () => accepted,
    refused,
    end: async () => {
      ended.abort();
      await sending;
      await Promise.all(open);
    },
  };
}

/** `fetch` hides why a connection failed in the cause. */
function codeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? cause.code : error;
}
