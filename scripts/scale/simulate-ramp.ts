import { awsLimits } from './aws-limits.ts';
import { batchTime, type Deployment, type Load } from './load.ts';

export interface Ramp {
  /** Seconds from the first job until as many are worked off as come. Undefined: they never are. */
  readonly keepsUpAfter: number | undefined;
  /** Seconds until nothing waits any more. Undefined: not within the time that was simulated. */
  readonly drainedAfter: number | undefined;
  /** Jobs that wait, at most. */
  readonly backlog: number;
  /** Seconds that a job waits, at most. */
  readonly longestWait: number;
  /** Batches of one queue that run at once, at most. */
  readonly batches: number;
  /** Messages of one queue in flight, at most. */
  readonly inFlight: number;
}

const seconds = 3_600;

/**
 * An event source for each queue, second by second, from the moment at which the load begins and on empty queues.
 * Lambda runs five batches at once, and 300 more each minute while messages wait, up to the queue's
 * `concurrency`; what is in flight has its own bound.
 */
export function simulateRamp({ concurrency, batch, queues }: Deployment, load: Load): Ramp {
  const { firstBatches, moreBatches, inFlight } = awsLimits;
  const arriving = load.jobsPerSecond / queues;
  const most = Math.min(concurrency, Math.floor(inFlight / batch));
  let allowed = Math.min(most, firstBatches);
  let [waiting, keepsUpAfter, drainedAfter]: [number, number?, number?] = [0];
  let doneSoFar = 0;
  const peak = { backlog: 0, longestWait: 0, batches: 0 };
  for (let second = 1; second <= seconds && drainedAfter === undefined; second += 1) {
    const capacity = (allowed * batch) / batchTime(load);
    const done = Math.min(waiting + arriving, capacity);
    waiting += arriving - done;
    doneSoFar += done;
    if (capacity >= arriving) keepsUpAfter ??= second;
    if (waiting < 1) drainedAfter = second;
    peak.backlog = Math.max(peak.backlog, waiting);
    // The first of those that wait came when so many had come.
    peak.longestWait = Math.max(peak.longestWait, second - doneSoFar / arriving);
    peak.batches = Math.max(peak.batches, (done * batchTime(load)) / batch);
    // A queue that is empty has Lambda add nothing.
    if (waiting > 0) allowed = Math.min(most, allowed + moreBatches / 60);
  }
  return {
    keepsUpAfter,
    drainedAfter,
    backlog: Math.round(peak.backlog * queues),
    longestWait: peak.longestWait,
    batches: Math.ceil(peak.batches),
    inFlight: Math.ceil(peak.batches * batch),
  };
}
