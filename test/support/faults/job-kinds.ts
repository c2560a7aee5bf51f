/** One kind of job in a load, and what may become of it. */
export interface JobKind {
  readonly name: string;
  /** The body of `POST /jobs`; `chance` is from 0 to below 1. */
  request(chance: number): object;
  /** To be asked for once the job is accepted. */
  readonly afterwards?: { readonly path: string; readonly body?: object };
  readonly ends: readonly string[];
}

const demo = (payload: object, start: object = {}) => ({ type: 'demo', payload, ...start });

/** A kill costs whoever runs an attempt, so that jobs beside it may fail too, but only as `crashed`. */
const kinds: readonly (JobKind & { readonly share: number })[] = [
  { name: 'quick', share: 50, request: () => demo({}), ends: ['succeeded'] },
  {
    name: 'slow',
    share: 20,
    request: (chance) => demo({ sleepMs: 200 + Math.floor(chance * 800) }),
    ends: ['succeeded'],
  },
  { name: 'fails once', share: 8, request: () => demo({ failures: 1 }), ends: ['succeeded'] },
  { name: 'gives up', share: 4, request: () => demo({ outcome: 'permanent' }), ends: ['failed'] },
  { name: 'crashes', share: 1, request: () => demo({ outcome: 'exit' }), ends: ['failed'] },
  {
    name: 'cancelled',
    share: 5,
    request: (chance) => demo({ sleepMs: Math.floor(chance * 3_000) }),
    afterwards: { path: 'cancel' },
    ends: ['cancelled', 'succeeded'],
  },
  {
    name: 'delayed',
    share: 7,
    request: (chance) => demo({}, { delay: `${1 + Math.floor(chance * 4)}s` }),
    ends: ['succeeded'],
  },
  {
    // Over 15 minutes away it is in the due index alone, until it is brought forward.
    name: 'scheduled',
    share: 5,
    request: () => demo({}, { delay: '20m' }),
    afterwards: { path: 'reschedule', body: { delay: '2s' } },
    ends: ['succeeded'],
  },
];

const all = kinds.reduce((sum, { share }) => sum + share, 0);

export function kindFor(chance: number): JobKind {
  let left = chance * all;
  const found = kinds.find(({ share }) => {
    left -= share;
    return left < 0;
  });
  if (found === undefined) throw new RangeError(`Expected a chance below 1, got ${chance}`);
  return found;
}
