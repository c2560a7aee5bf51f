import { invocationContext } from '../../local/dispatch/invocation-context.ts';
import type { StandIn } from '../stand-in/start-stand-in.ts';
import { type Case, type Stage, stagesOf } from './cases.ts';
import type { replay } from './replay.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** What is measured in turn: the function's handler, and a loop that makes the calls that it makes. */
export interface Subjects {
  readonly handler: Handler;
  readonly replay: typeof replay;
  readonly standIn: StandIn;
}

/** Milliseconds of the processor for one job, all threads together. */
export interface Spent {
  readonly handler: number;
  readonly calls: number;
}

/**
 * One round: so many invocations, each beside the calls of one. The two take turns at going first, since what is
 * left to collect and to compile falls to the second.
 */
export async function runRound(one: Case, subjects: Subjects, invocations: number): Promise<Spent> {
  let stages = await stagesOfOne(one, subjects);
  const spent = { handler: 0, calls: 0 };
  const replayed = async () => {
    spent.calls += await processorMs(() => subjects.replay(stages));
    await subjects.standIn.calls();
  };
  for (let invocation = 0; invocation < invocations; invocation += 1) {
    const goesFirst = invocation % 2 === 0;
    if (!goesFirst) await replayed();
    const handled = await handledOne(one, subjects);
    spent.handler += handled.ms;
    stages = handled.stages;
    if (goesFirst) await replayed();
  }
  const all = invocations * one.jobs;
  return { handler: spent.handler / all, calls: spent.calls / all };
}

/** The calls of one invocation. */
export async function stagesOfOne(one: Case, subjects: Subjects): Promise<readonly Stage[]> {
  return (await handledOne(one, subjects)).stages;
}

async function handledOne({ name, prepare }: Case, { handler, standIn }: Subjects) {
  const event = await prepare(standIn);
  const context = invocationContext(crypto.randomUUID(), { name, timeout: 20_000, memory: 512 });
  await standIn.calls();
  const ms = await processorMs(() => handler(event, context));
  return { ms, stages: stagesOf(await standIn.calls()) };
}

async function processorMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
