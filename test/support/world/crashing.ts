import type { Ports } from '../../../functions/core/ports.ts';
import { intercept } from './intercept.ts';

/** What a caller sees once its process has "died". */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface CrashPoint {
  /** The port call that is the last, from 1; store and queue calls are counted together. */
  readonly at: number;
  /** `before`: the call is not made. `after`: it takes effect, but its caller never hears of it. */
  readonly moment: 'before' | 'after';
}

export interface CrashingPorts {
  readonly ports: Ports;
  /** Names of the calls so far, the last one included, those after the crash not. */
  readonly calls: readonly string[];
  readonly crashed: boolean;
}

/**
 * Ports of a process that dies at its `at`-th call: this one, those under way and all later ones reject
 * with `Crash`. Without a crash point they only count.
 */
export function crashing(ports: Ports, point?: CrashPoint): CrashingPorts {
  const calls: string[] = [];
  let crashed = false;
  const dieAt = (moment: CrashPoint['moment'], call: number) => {
    if (point?.at === call && point.moment === moment) crashed = true;
    if (crashed) throw new Crash(`The process died ${point?.moment} port call ${point?.at}`);
  };
  const numbers = new Map<object, number>();
  return {
    calls,
    get crashed() {
      return crashed;
    },
    ports: intercept(ports, {
      before(call) {
        if (!crashed) numbers.set(call, calls.push(call.name));
        dieAt('before', calls.length);
      },
      after: (call) => dieAt('after', numbers.get(call) ?? 0),
    }),
  };
}
