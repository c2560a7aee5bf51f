import { setTimeout as pause } from 'node:timers/promises';
import { type Disturbance, disturbances } from '../../../scripts/permissions/disturb.ts';
import { startRecorder } from '../../../scripts/permissions/start-recorder.ts';
import { deployStack } from '../../../scripts/targets/deploy-stack.ts';
import { startEmulator } from '../../../scripts/targets/start-emulator.ts';
import { seededRandom } from '../../../testing/world/seeded-random.ts';
import { apiCaller } from '../local-server/api-caller.ts';
import { type Audit, audit } from './audit.ts';
import { Ledger } from './ledger.ts';
import { accepted, repeatAll, startLoad } from './run-load.ts';

export interface MinistackFaultOptions {
  readonly seed: number;
  /** Jobs that are accepted under single faults. */
  readonly requests: number;
  /** Seconds for which no service answers. */
  readonly away: number;
}

export interface MinistackFaultReport extends Audit {
  readonly seed: number;
  /** Requests of the functions, by what was done to them. */
  readonly disturbed: Readonly<Record<string, number>>;
  readonly refusals: Readonly<Record<string, number>>;
  readonly twoOutcomes: number;
  readonly seconds: number;
}

/** Of the functions' requests, so many are disturbed. */
const share = 0.08;
/** Hanging ones cost the client 4 s each. */
const hangs = 0.005;

/** The deployed stack on MiniStack, with what comes between its functions and DynamoDB and SQS. */
export async function runMinistackFaults(
  options: MinistackFaultOptions,
): Promise<MinistackFaultReport> {
  const { seed, requests, away } = options;
  const since = performance.now();
  const plan = faultPlan(seed);
  const recorder = await startRecorder({ disturb: plan.next });
  const emulator = await startEmulator('ministack', { functionsEndpoint: recorder.endpoint });
  recorder.forwardTo(emulator.endpoint);
  try {
    const stack = await deployStack(emulator);
    const call = apiCaller(stack.url, stack.key);
    const ledger = new Ledger();
    // A function that exits holds its message for 50 s, three times over.
    const load = startLoad({ seed, callers: 6, gap: 50, call, ledger, without: ['crashes'] });
    plan.set('some');
    await accepted(ledger, requests);
    plan.set('all');
    await pause(away * 1_000);
    plan.set('none');
    await accepted(ledger, ledger.accepted().length + 50);
    await load.end();
    await repeatAll(ledger, call);
    const audited = await audit(ledger, call, 300_000);
    return {
      seed,
      ...audited,
      disturbed: plan.counts,
      refusals: Object.fromEntries(ledger.refusals),
      twoOutcomes: audited.violations.filter((text) => /two outcomes|ends in its/.test(text))
        .length,
      seconds: Math.round((performance.now() - since) / 1_000),
    };
  } finally {
    await emulator.stop();
  }
}

/** `some`: a share of all requests, by the seed. `all`: each is reset. */
function faultPlan(seed: number) {
  const random = seededRandom(seed);
  const counts: Record<string, number> = { 'handed on': 0 };
  let hit: 'none' | 'some' | 'all' = 'none';
  const draw = (): Disturbance | undefined => {
    if (hit === 'none') return undefined;
    if (hit === 'all') return 'reset';
    const drawn = random();
    if (drawn < hangs) return 'hang';
    if (drawn > share) return undefined;
    const others = disturbances.filter((each) => each !== 'hang');
    return others[Math.floor(random() * others.length)];
  };
  return {
    counts,
    set: (to: typeof hit) => {
      hit = to;
    },
    next: () => {
      const disturbance = draw();
      const name = disturbance ?? 'handed on';
      counts[name] = (counts[name] ?? 0) + 1;
      return disturbance;
    },
  };
}
