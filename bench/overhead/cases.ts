import { demoJobs, keyItem } from '../handlers/demo-jobs.ts';
import { batchEvent, postEvent } from '../handlers/events.ts';
import type { FunctionName } from '../handlers/handler-of.ts';
import type { Call } from '../stand-in/answer.ts';
import type { StandIn } from '../stand-in/start-stand-in.ts';

/** One way to call a function, with so many jobs in one invocation. */
export interface Case {
  readonly what: string;
  readonly name: FunctionName;
  readonly jobs: number;
  /** Puts there what the invocation needs, and answers its event. */
  prepare(standIn: StandIn): Promise<unknown>;
}

const demo = { type: 'demo', payload: {} };

export const cases: readonly Case[] = [
  {
    what: 'worker, a batch of 10',
    name: 'worker',
    jobs: 10,
    prepare: async (standIn) => {
      const jobs = demoJobs(Array.from({ length: 10 }, () => ({})));
      await standIn.put(jobs.map(({ item }) => item));
      return batchEvent(jobs);
    },
  },
  post('api, one job', 1),
  post('api, an array of 25', 25),
  post('api, an array of 100', 100),
];

function post(what: string, jobs: number): Case {
  const body = jobs === 1 ? demo : Array.from({ length: jobs }, () => demo);
  return {
    what,
    name: 'api',
    jobs,
    prepare: async (standIn) => {
      await standIn.put([keyItem]);
      return postEvent(body);
    },
  };
}

/** Calls of which each waits for the one before. */
export type Chain = readonly Call[];
/** Chains that go on side by side. */
export type Stage = readonly Chain[];

/**
 * The calls of an invocation as it makes them: the worker claims all jobs side by side and settles each as soon as
 * it has run, then it counts; the API sends all messages, then writes all records.
 */
export function stagesOf(calls: readonly Call[]): readonly Stage[] {
  const chains = new Map<string, Call[]>();
  const stages = new Map<string, Chain[]>();
  for (const [place, call] of calls.entries()) {
    const item = itemOf(call) ?? `${place}`;
    const begun = chains.get(item);
    begun?.push(call);
    if (begun !== undefined) continue;
    const chain = [call];
    chains.set(item, chain);
    const stage = stageOf(call);
    stages.set(stage, [...(stages.get(stage) ?? []), chain]);
  }
  return [...stages.values()];
}

/** Which item of the table it is about. Undefined: none. */
function itemOf({ input }: Call): string | undefined {
  const { Key, Item = Key }: { Key?: TableKey; Item?: TableKey } = Object(input);
  return Item?.pk.S;
}

interface TableKey {
  readonly pk: { readonly S: string };
}

function stageOf({ command, input }: Call): string {
  const { UpdateExpression = '' }: { UpdateExpression?: string } = Object(input);
  return `${command} ${UpdateExpression}`;
}
