import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '../../../testing/world/seeded-random.ts';
import type { ApiAnswer, ApiCall } from '../local-server/api-caller.ts';
import { askUntil } from './ask-until.ts';
import { kindFor } from './job-kinds.ts';
import type { Entry, Ledger } from './ledger.ts';

export interface LoadOptions {
  readonly seed: number;
  readonly callers: number;
  /** Milliseconds between two requests of one caller. */
  readonly gap: number;
  /** To whom: another server after a restart. */
  readonly call: ApiCall;
  readonly ledger: Ledger;
  /** Names of kinds that are left out. */
  readonly without?: readonly string[];
}

export interface Load {
  /** Sends nothing new. Resolves when everything sent has been answered. */
  end(): Promise<void>;
}

const nextTry = 100;

/** Sends jobs of all kinds until it is ended; what gets no answer, or one from 429 on, is sent again. */
export function startLoad(options: LoadOptions): Load {
  const { seed, callers, gap, call, ledger, without = [] } = options;
  const random = seededRandom(seed);
  const ended = new AbortController();
  const caller = async (number: number) => {
    for (let count = 0; !ended.signal.aborted; count += 1) {
      const kind = kindFor(random());
      if (without.includes(kind.name)) continue;
      const key = `load-${seed}-${number}-${count}`;
      const entry = ledger.add({ kind, key, request: kind.request(random()) });
      await finish(entry, { call, ledger });
      await pause(gap, undefined, { signal: ended.signal }).catch(() => {});
    }
  };
  const all = Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  return {
    end: async () => {
      ended.abort();
      await all;
    },
  };
}

export function accepted(ledger: Ledger, count: number): Promise<true> {
  return askUntil(
    `${count} jobs to be accepted`,
    () => (ledger.accepted().length >= count ? true : undefined),
    120_000,
  );
}

/** Sends every accepted request again: its key has to give the same job. */
export async function repeatAll(ledger: Ledger, call: ApiCall): Promise<void> {
  const entries = ledger.accepted().values();
  const caller = async () => {
    for (const entry of entries) await enqueue(entry, { call, ledger });
  };
  await Promise.all(Array.from({ length: 16 }, caller));
}

type Sent = NonNullable<Parameters<ApiCall>[1]> & {
  /** A status below 429 that the next try may not have. */
  readonly again?: number;
};

interface Sending {
  readonly call: ApiCall;
  readonly ledger: Ledger;
}

async function finish(entry: Entry, sending: Sending): Promise<void> {
  await enqueue(entry, sending);
  const { afterwards } = entry.kind;
  if (afterwards === undefined || entry.id === undefined) return;
  const { path, body = {} } = afterwards;
  // 404: its message was sent and its record could not be written. The claim writes it.
  const answer = await insistOn(sending, `POST /jobs/${entry.id}/${path}`, { body, again: 404 });
  // 409: it was over, or no longer waiting, before this arrived; or the first of two had gone through.
  if (answer.status >= 400 && answer.status !== 409) {
    sending.ledger.violations.push(`${path} of ${entry.id}: ${describe(answer)}`);
  }
  entry.isFollowed = true;
}

async function enqueue(entry: Entry, sending: Sending): Promise<void> {
  const answer = await insistOn(sending, 'POST /jobs', {
    body: entry.request,
    headers: { 'Idempotency-Key': entry.key },
  });
  const id = answer.body?.id;
  if (answer.status === 202 && typeof id === 'string') sending.ledger.accept(entry, id);
  else sending.ledger.violations.push(`A request was refused: ${describe(answer)}`);
}

/** Whatever the first try has done: this one is answered, or another is made. */
async function insistOn(
  { call, ledger }: Sending,
  request: string,
  sent: Sent,
): Promise<ApiAnswer> {
  for (;;) {
    const answer = await call(request, sent).catch(() => undefined);
    if (answer !== undefined && answer.status < 429 && answer.status !== sent.again) return answer;
    ledger.refuse(String(answer?.status ?? 'none'));
    await pause(nextTry);
  }
}

function describe({ status, body }: ApiAnswer): string {
  return `${status} ${JSON.stringify(body)}`;
}
