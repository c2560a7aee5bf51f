import type { Answer } from './answer.ts';
import type { ApiEvent, Operation } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { Problem } from './problem.ts';
import { queueView } from './queue-view.ts';
import { shown } from './shown.ts';

/** 200 and the queue. Jobs can still be enqueued and cancelled; those that run go on to their end. */
export const pauseQueue: Operation = (event, ports) => setPaused(event, ports, true);

export const resumeQueue: Operation = (event, ports) => setPaused(event, ports, false);

async function setPaused(event: ApiEvent, ports: ApiPorts, paused: boolean): Promise<Answer> {
  const { requestId } = event;
  const { name = '' } = event.parameters;
  const known = Object.keys(ports.jobs.queues);
  if (!known.includes(name)) throw unknownQueue(name, known);

  const outcome = await ports.pauses.setPaused(name, paused);
  if (outcome === 'busy') throw changing(name);
  // It stops or starts the jobs of every tenant: whoever wonders why finds it here.
  ports.log.info(`Queue '${name}' is ${paused ? 'paused' : 'not paused'}`, { requestId });

  const depth = (await ports.queue.depths()).find(({ queue }) => queue === name);
  if (depth === undefined) throw unknownQueue(name, known);
  return { status: 200, body: JSON.stringify(queueView(depth, paused)) };
}

function unknownQueue(name: string, known: readonly string[]): Problem {
  const detail = `There is no queue ${shown(name)} (there is: ${known.join(', ')}): check its spelling`;
  return new Problem('unknown-queue', detail);
}

/** No 5xx: nothing has failed, and an operator's own deploy is no reason for an alarm. */
function changing(name: string): Problem {
  const detail = `Queue '${name}' is being changed at this moment, by a deploy or by an earlier call. Send the same request again in ${secondsOfChange} seconds`;
  return new Problem('queue-changing', detail, {
    headers: { 'Retry-After': String(secondsOfChange) },
  });
}

const secondsOfChange = 5;
