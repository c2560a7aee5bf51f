/** What a flow may need and not every target has: the target … */
export const capabilities = {
  kills: 'ends a function that loops, and goes on after one that exits',
  'limits-memory': 'ends a function that uses more memory than its queue allows',
  'skips-time': 'has a clock that stands still until `POST /clock/advance` moves it',
  'keeps-bytes': 'hands on a body that is not UTF-8',
  'opens-storage': 'lets a test write to its table and its queues',
  'makes-keys': 'lets a test make keys, as its operator does',
  'http-apis': 'has the HTTP APIs of API Gateway beside its REST APIs, and lets a test deploy one',
  deploys: 'lets a test deploy a second stack beside the first, change it and destroy it',
  'shows-lines': 'answers what a job has logged, and not only where it is found',
} as const;

export type Capability = keyof typeof capabilities;

export interface TargetRow {
  /** How many times as long as on one machine a flow waits before it gives up. Nothing else hangs on it. */
  readonly patience: number;
  /** Why, in a sentence, for each that it does not have. */
  readonly lacks: Readonly<Partial<Record<Capability, string>>>;
}

const handsOnText = 'API Gateway hands on a body as text.';
const inCloudWatch = 'Lines are in CloudWatch, where each look costs: the answer is a link.';
const noLimit = 'Functions are processes of the host, without a limit of their own.';
const byHand = 'A test makes no stacks in an account: `-c name=Second` does it by hand.';
const realTime = 'Its clock is that of the machine.';

/** All that is known of a target: there is no other place where one differs from another. */
export const targets = {
  local: {
    patience: 1,
    lacks: {
      'skips-time': 'Unless it is started with `ERRAND_CLOCK=virtual`.',
      'opens-storage': 'The server is the only writer of its database.',
      'http-apis': 'There is nothing to deploy.',
      deploys: 'There is nothing to deploy.',
    },
  },
  ministack: {
    patience: 2,
    lacks: {
      'limits-memory': noLimit,
      'skips-time': realTime,
      'keeps-bytes': handsOnText,
      'shows-lines': inCloudWatch,
    },
  },
  localstack: {
    // As released it looks at an idle queue every 10 s, and runs one batch at a time.
    patience: 5,
    lacks: {
      'limits-memory': 'Neither its containers nor processes of the host have a limit.',
      'skips-time': realTime,
      'keeps-bytes': handsOnText,
      'shows-lines': inCloudWatch,
      'http-apis': 'Only its paid editions have them.',
    },
  },
  aws: {
    patience: 3,
    lacks: {
      'skips-time': realTime,
      'keeps-bytes': handsOnText,
      'shows-lines': inCloudWatch,
      'http-apis': byHand,
      deploys: byHand,
    },
  },
} as const satisfies Readonly<Record<string, TargetRow>>;

export type TargetName = keyof typeof targets;

/** In the order of the table above. */
export function capabilitiesOf({ lacks }: TargetRow): readonly Capability[] {
  const all = Object.keys(capabilities) as Capability[];
  return all.filter((capability) => lacks[capability] === undefined);
}
