import {
  BadCursor,
  listJobs as findJobs,
  type JobPage,
  type ListQuery,
} from '../core/list-jobs.ts';
import { getJobs } from '../core/read-job.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { isJobId } from './job-address.ts';
import { summaryText } from './job-text.ts';
import { invalidRequest } from './problem.ts';
import { readIds } from './read-ids.ts';
import { readListQuery } from './read-list-query.ts';

/** `GET /jobs`: a page of those that pass the filters, or the ones with the given ids. */
export async function listJobs({ query, tenant }: ApiEvent, ports: ApiPorts): Promise<Answer> {
  if (query.ids !== undefined) {
    const { value: ids = [], faults } = readIds(query, query.ids);
    if (faults.length > 0) throw invalidRequest(faults);
    return pageAnswer({ jobs: await getJobs(ports, { tenant, ids: ids.filter(isJobId) }) });
  }
  const read = readListQuery(query);
  if (read.value === undefined) throw invalidRequest(read.faults);
  return pageAnswer(await findPage(ports, { ...read.value, tenant }));
}

async function findPage(ports: ApiPorts, query: ListQuery): Promise<JobPage> {
  try {
    return await findJobs(ports, query);
  } catch (error) {
    if (!(error instanceof BadCursor)) throw error;
    throw invalidRequest([{ parameter: 'cursor', detail: error.message }]);
  }
}

function pageAnswer({ jobs, cursor }: JobPage): Answer {
  const next = cursor === undefined ? '' : `,"cursor":${JSON.stringify(cursor)}`;
  return { status: 200, body: `{"jobs":[${jobs.map(summaryText).join(',')}]${next}}` };
}
