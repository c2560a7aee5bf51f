import { type BudgetWorld, budgetWorld } from '../budget/budget-world.ts';
import type { FunctionFolder } from '../budget/invocations.ts';
import type { Flow } from './flows.ts';
import { plus, scaled, timeOf, type Units, unitsOf } from './units.ts';

/** In MB, as the stack sets it. */
export type FunctionMemory = Readonly<Record<FunctionFolder, number>>;

export interface FlowUse {
  /** Of one job. */
  readonly units: Units;
  /** Bytes that are kept of one job when it is over, and that its caller was sent. */
  readonly storedBytes: number;
  readonly answeredBytes: number;
}

export interface Measure {
  readonly jobs: number;
  readonly rounds: number;
  readonly memory: FunctionMemory;
}

/**
 * What one job uses. A flow runs several times in one process, and the round counts in which the processor had
 * least to do: the others had code to compile, or other work on the machine beside them.
 */
export async function measureFlow(flow: Flow, measure: Measure): Promise<FlowUse> {
  const rounds: FlowUse[] = [];
  for (let round = 0; round < measure.rounds; round += 1) {
    rounds.push(await measureOnce(flow, measure));
  }
  return rounds.reduce((best, use) => (timeOf(use.units) < timeOf(best.units) ? use : best));
}

/** What the scheduler uses in a minute in which nothing is due. */
export async function measureIdleMinute(memory: FunctionMemory): Promise<Units> {
  const world = await budgetWorld();
  try {
    return await idleMinute(world, memory);
  } finally {
    await world.close();
  }
}

async function measureOnce(flow: Flow, { jobs, memory }: Measure): Promise<FlowUse> {
  const world = await budgetWorld();
  try {
    const idle = await idleMinute(world, memory);
    world.reset();
    const answeredBytes = await flow.run(world, jobs);
    const units = unitsOf(world, memory);
    // It runs each minute, with jobs or without.
    const own = units.schedulerRequests > 0 ? plus(units, scaled(idle, -1)) : units;
    return {
      units: scaled(own, 1 / jobs),
      storedBytes: (await world.storedBytes()) / jobs,
      answeredBytes: answeredBytes / jobs,
    };
  } finally {
    await world.close();
  }
}

async function idleMinute(world: BudgetWorld, memory: FunctionMemory): Promise<Units> {
  // The first run of a day also looks for what was forgotten.
  await world.runScheduler();
  world.reset();
  await world.runScheduler();
  return unitsOf(world, memory);
}
