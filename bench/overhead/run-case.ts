import { invocationContext } from '../../local/dispatch/invocation-context.ts';
import type { StandIn } from '../stand-in/start-stand-in.ts';
import { type Case, stagesOf } from './cases.ts';
import type { replay } from './replay.ts';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** What is measured in turn: the function's handler, and a loop that makes the calls that it has just made. */
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

/** One round: so many invocations, each followed by its own calls once more. */
export async function runRound(
  { name, jobs, prepare }: Case,
  { handler, replay, standIn }: Subjects,
  invocations: number,
): Promise<Spent> {
  const spent = { handler: 0, calls: 0 };
  for (let invocation = 0; invocation < invocations; invocation += 1) {
    const event = await prepare(standIn);
    const context = invocationContext(crypto.randomUUID(), { name, timeout: 20_000, memory: 512 });
    await standIn.calls();
    spent.handler += await processorMs(() => handler(event, context));
    const stages = stagesOf(await standIn.calls());
    spent.calls += await processorMs(() => replay(stages));
  }
  const all = invocations * jobs;
  return { handler: spent.handler / all, calls: spent.calls / all };
}

/** The calls of one invocation. */
export async function stagesOfOne({ name, prepare }: Case, { handler, standIn }: Subjects) {
  const event = await prepare(standIn);
  const context = invocationContext(crypto.randomUUID(), { name, timeout: 20_000, memory: 512 });
  await standIn.calls();
  await handler(event, context);
  return stagesOf(await standIn.calls());
}

async function processorMs(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
