import { seededRandom } from '../../testing/world/seeded-random.ts';
import {
  type Act,
  type CallFault,
  type CodePlan,
  faultKinds,
  type History,
  type NewJobPlan,
  type ProcessPlan,
  type Step,
} from './step.ts';

type ActName = Act['act'];

/** How a history leans. Without a lean some rules would matter once in many thousand histories. */
interface Lean {
  readonly weights: Readonly<Partial<Record<ActName, number>>>;
  readonly jobs: number;
  readonly receiveLimits: readonly number[];
  /** Parts of the processes that something happens to. */
  readonly faulty: number;
  readonly code: CodePlan;
  readonly pollEvery?: number;
  /** Milliseconds after which a job may run. */
  readonly runIns: readonly number[];
  /** What a job is asked for with. Those of 2,000 characters fit neither record nor message's bound. */
  readonly payloads: readonly string[];
  readonly kinds: readonly CallFault['kind'][];
  /** Numbers of the calls at which something may happen. */
  readonly calls: number;
}

const [large, otherLarge] = ['x'.repeat(2_000), 'z'.repeat(2_000)];

const broad: Lean = {
  weights: {
    enqueue: 2,
    work: 6,
    throttle: 0.5,
    duplicate: 1,
    reappear: 0.5,
    cancel: 1,
    retry: 1,
    reschedule: 1,
    erase: 0.3,
    schedule: 1.5,
    bury: 0.5,
  },
  jobs: 5,
  receiveLimits: [100, 100, 100, 6],
  faulty: 0.45,
  code: { longest: 40_000, poison: 0.08, throws: 0.3, retriesLater: 0.15, large: 0.5 },
  payloads: ['a', 'a', 'a', 'a', 'a', 'b', large, large, large, otherLarge],
  runIns: [0, 0, 0, 0, 3_000, 700_000, 4_000_000],
  kinds: faultKinds,
  calls: 9,
};

/** Directed seeds have their turns beside the broad ones. */
const leans = {
  broad,
  /** An attempt dies between its next message and its settle; then a person moves the job. */
  'by hand': {
    ...broad,
    weights: { enqueue: 1, work: 5, cancel: 2, retry: 3, reschedule: 2, schedule: 2, bury: 1 },
    jobs: 2,
    faulty: 0.6,
    code: { longest: 4_000, poison: 0, throws: 0.3, retriesLater: 0.5, large: 0.2 },
    kinds: ['die after', 'hang long', 'die after', 'lose answer'],
    calls: 4,
    pollEvery: 20_000,
  },
  /** The scheduler hangs between its send and its write, and people move what it has just sent. */
  moved: {
    ...broad,
    weights: { enqueue: 1, reschedule: 5, schedule: 5, work: 2, cancel: 0.3 },
    jobs: 2,
    runIns: [700_000, 1_000_000, 1_300_000],
    faulty: 0.5,
    kinds: ['hang long', 'hang', 'die after'],
    calls: 6,
  },
  /** Two messages of one job meet in one batch, and claims lose their answers. */
  twins: {
    ...broad,
    weights: { enqueue: 1, duplicate: 5, work: 5, cancel: 0.5, retry: 1 },
    jobs: 2,
    code: { ...broad.code, poison: 0 },
    faulty: 0.3,
    kinds: ['twice', 'lose answer', 'hang'],
    calls: 3,
  },
  /** Attempts outlive their lease, and settle when another has taken over. */
  late: {
    ...broad,
    weights: { enqueue: 1, work: 5, duplicate: 1, reappear: 7, schedule: 1, retry: 1, cancel: 0.5 },
    jobs: 2,
    code: { longest: 4_000, poison: 0, throws: 0.2, retriesLater: 0.1, large: 0.9 },
    // Whoever takes over from an attempt that outlives its lease does it in these few seconds.
    pollEvery: 1_000,
    faulty: 0.6,
    kinds: ['hang long', 'hang long', 'hang', 'lose answer', 'die after', 'die after'],
    calls: 5,
  },
  /** Messages are received far more often than jobs are started. */
  pressed: {
    ...broad,
    weights: { ...broad.weights, throttle: 4, bury: 3 },
    receiveLimits: [3, 4, 5],
    code: { ...broad.code, poison: 0.2 },
  },
  /** One key is used at the same moment for different things, by callers that do not live to the end. */
  'same key': {
    ...broad,
    weights: { enqueue: 4, work: 4, duplicate: 1, cancel: 0.5, retry: 1 },
    jobs: 1,
    payloads: [large, otherLarge, 'a'],
    kinds: ['die after', 'hang', 'refuse', 'lose answer', 'in part'],
    calls: 4,
  },
} satisfies Record<string, Lean>;
const turns = [
  'broad',
  'by hand',
  'twins',
  'broad',
  'late',
  'pressed',
  'same key',
  'late',
  'moved',
  'by hand',
] as const;

/** The name of the way a seed leans: `broad` or one of the directed ones. */
export function leanOf(seed: number): (typeof turns)[number] {
  return turns[seed % turns.length] ?? 'broad';
}

const stepCount = 40;

/** The whole history of a seed. */
export function planHistory(seed: number): History {
  const draw = drawing(seededRandom(seed));
  const lean: Lean = leans[leanOf(seed)];
  return {
    seed,
    receiveLimit: draw.one(lean.receiveLimits),
    code: lean.code,
    ...(lean.pollEvery !== undefined && { pollEvery: lean.pollEvery }),
    steps: Array.from({ length: stepCount }, (_, place) => planStep(draw, lean, place)),
  };
}

type Draw = ReturnType<typeof drawing>;

function planStep(draw: Draw, lean: Lean, place: number): Step {
  // A history without a job is none.
  const name = place === 0 ? 'enqueue' : draw.weighted(lean.weights);
  return {
    does: planAct(draw, lean, name),
    process: planProcess(draw, lean),
    pause: draw.below(draw.one([10, 500, 4_000, 60_000, 340_000])),
  };
}

function planAct(draw: Draw, lean: Lean, name: ActName): Act {
  const pick = draw.random();
  switch (name) {
    case 'enqueue': {
      const jobs = Array.from({ length: draw.one([1, 1, 1, 3]) }, () => planJob(draw, lean));
      if (draw.random() < 0.3) return { act: name, jobs };
      return { act: name, key: `key-${draw.below(lean.jobs)}`, jobs };
    }
    case 'work': {
      const stops = draw.random() < 0.1 && { shutdownAfter: draw.below(20_000) };
      return { act: name, max: draw.one([1, 2, 10]), keeps: draw.random() < 0.05, ...stops };
    }
    case 'throttle':
      return { act: name, max: draw.one([1, 10]), seconds: draw.one([0, 1, 30]) };
    case 'duplicate':
      return { act: name, pick, delaySeconds: draw.one([0, 0, 0, 5, 600]) };
    case 'retry':
    case 'reschedule':
      return { act: name, pick, runIn: draw.one([0, 0, 3_000, 700_000, 4_000_000]) };
    case 'schedule':
      return { act: name, shard: draw.below(2) };
    case 'cancel':
    case 'erase':
    case 'reappear':
      return { act: name, pick };
    case 'bury':
      return { act: name };
  }
}

function planJob(draw: Draw, lean: Lean): NewJobPlan {
  return {
    type: draw.one(['task', 'slow'] as const),
    payload: draw.one(lean.payloads),
    runIn: draw.one(lean.runIns),
  };
}

function planProcess(draw: Draw, lean: Lean): ProcessPlan {
  const skew = draw.below(3_001) - 1_500;
  if (draw.random() >= lean.faulty) return { skew, faults: [] };
  const faults = Array.from({ length: draw.one([1, 1, 2]) }, () => ({
    at: 1 + draw.below(lean.calls),
    kind: draw.one(lean.kinds),
  }));
  const dies = draw.random() < 0.2 && { dieAfter: draw.below(60_000) };
  return { skew, faults, ...dies };
}

function drawing(random: () => number) {
  return {
    random,
    below: (limit: number) => Math.floor(random() * limit),
    one<T>(choices: readonly T[]): T {
      const choice = choices[Math.floor(random() * choices.length)];
      if (choice === undefined) throw new Error('Nothing to choose from');
      return choice;
    },
    weighted(weights: Readonly<Partial<Record<ActName, number>>>): ActName {
      const entries = Object.entries(weights) as [ActName, number][];
      let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        left -= weight;
        if (left < 0) return name;
      }
      return 'work';
    },
  };
}
