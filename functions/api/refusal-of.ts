import type { Enqueued } from '../core/enqueue.ts';
import { Problem, unavailable } from './problem.ts';

type Refused = Exclude<Enqueued, { outcome: 'accepted' }>;

/** Why a job was not accepted, as an answer. */
export function refusalOf(refused: Refused | undefined): Problem {
  if (refused?.outcome !== 'conflict') return unavailable(refused?.reason);
  const { id, type } = refused.job;
  const detail = `The Idempotency-Key was used for job ${id} of type '${type}' with another payload or type: send a new key for a new job`;
  return new Problem('key-reused', detail, {
    errors: [{ parameter: 'Idempotency-Key', detail }],
  });
}
