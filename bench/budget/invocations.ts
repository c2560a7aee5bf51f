import { AsyncLocalStorage } from 'node:async_hooks';

export type FunctionFolder = 'api' | 'worker' | 'scheduler';

/** One invocation of a function. */
export interface Invocation {
  readonly folder: FunctionFolder;
  /** What it waited for: calls of AWS, and its own pauses. */
  readonly waits: Wait[];
}

/** `began` and `ended` are places in the order of all beginnings and ends: no times. */
export interface Wait {
  readonly began: number;
  readonly ended: number;
  /** What is waited for; a pause has its milliseconds. */
  readonly of: { readonly command: string } | { readonly pauseMs: number };
}

const current = new AsyncLocalStorage<Invocation>();
let place = 0;

/** Knows in which invocation a call is made, also while several are under way. */
export function inInvocation<Result>(
  invocation: Invocation,
  run: () => Promise<Result>,
): Promise<Result> {
  return current.run(invocation, run);
}

/** Notes in the invocation under way, if there is one, that it waits. */
export async function noteWait<Result>(
  of: Wait['of'],
  wait: () => Promise<Result>,
): Promise<Result> {
  const began = nextPlace();
  try {
    return await wait();
  } finally {
    current.getStore()?.waits.push({ began, ended: nextPlace(), of });
  }
}

function nextPlace(): number {
  place += 1;
  return place;
}
