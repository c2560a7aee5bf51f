import type { JobLine } from '../core/job-lines.ts';
import { getJob } from '../core/read-job.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { jobAddress, unknownJob } from './job-address.ts';

/** 200 with the last lines that the job has logged, and where there are more. */
export async function getLogs(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = jobAddress(event);
  const record = await getJob(ports, address);
  if (record === undefined) throw unknownJob(address.id);
  const { lines, url } = await ports.logs.find(record, ports.clock.now());
  return { status: 200, body: JSON.stringify({ lines: lines.map(lineView), url }) };
}

function lineView({ at, ...line }: JobLine): object {
  return { at: new Date(at).toISOString(), ...line };
}
