import type { Job } from '../../client/job-shapes.ts';
import type { ResultOf } from '../../client/job-types.ts';
import type { JobsClient } from '../../client/jobs-client.ts';
import type { JobType } from '../../functions/core/define-job.ts';
import type { JobRegistry } from '../../functions/core/job-registry.ts';
import type { jobs } from '../../functions/jobs/index.ts';

// Nothing here runs: the compiler is the test, and fails where an error that is expected does not come.
type Client = JobsClient<typeof jobs>;

export async function payloadsHaveTheirTypes(client: Client) {
  await client.enqueue('demo', { sleepMs: 10 });
  await client.enqueue('demo', {}, { delay: '3h', tags: ['a'] });
  // @ts-expect-error there is no such job type
  await client.enqueue('dmeo', {});
  // @ts-expect-error a number, not a text
  await client.enqueue('demo', { sleepMs: '10' });
  // @ts-expect-error the payload of another type
  await client.enqueue('summarise-csv', { sleepMs: 10 });
  await client.enqueueMany([{ type: 'demo', payload: { echo: 1 } }]);
  // @ts-expect-error the payload of another type, among many
  await client.enqueueMany([{ type: 'summarise-csv', payload: { sleepMs: 10 } }]);
  await client.schedules.put('mornings', { type: 'demo', payload: {}, cron: '0 9 * * *' });
  // @ts-expect-error a schedule has times
  await client.schedules.put('mornings', { type: 'demo', payload: {} });
}

export async function resultsHaveTheirTypes(client: Client) {
  const done = await client.wait(await client.enqueue('summarise-csv', { csv: 'a\n1' }));
  const rows: number | undefined = done.result?.rows;
  // @ts-expect-error no such field
  done.result?.raws;
  const sleepMs: string | number | undefined = (await client.get('an-id')).attempt;
  const any = await client.get('an-id');
  // By an id alone it may be any of the types; its name tells which.
  const whole: Job = any;
  if (any.type === 'summarise-csv') any.payload?.csv satisfies string | undefined;
  return [rows, sleepMs, whole];
}

export async function retriesHaveTheirTypes(client: Client) {
  const retry = await client.retryMany({ filter: { code: 'timed-out' } }, { rate: 50 });
  const done = await client.wait(retry);
  done.result?.retried satisfies number | undefined;
  // @ts-expect-error no such code
  await client.retryMany({ filter: { code: 'late' } });
  // @ts-expect-error either ids or a filter
  await client.retryMany({ ids: [], filter: {} });
  // @ts-expect-error all failed ones are asked for by an empty filter
  await client.retryMany({});
}

export async function aTimeoutIsOfOneTry(client: Client) {
  await client.get('an-id', { timeout: 1_000 });
  // @ts-expect-error a wait is ended by its signal
  await client.wait('an-id', { timeout: 1_000 });
}

export async function withoutARegistryAllNamesFit(client: JobsClient) {
  const job = await client.enqueue('any-name', { any: 'payload' });
  job.payload satisfies unknown;
  await client.schedules.put('mornings', { type: 'any-name', payload: 1, every: '1h' });
  // @ts-expect-error what is not known has to be looked at first
  job.result?.rows;
}

interface Report {
  readonly madeAt: Date;
  readonly pages?: number;
  readonly parts: { name: string; times: Date[] }[];
}

type Odd = JobRegistry<{
  readonly report: JobType<'report', object, Report>;
  readonly silent: JobType<'silent', object, void>;
}>;

export function resultsAreAsJsonBringsThem(
  report: ResultOf<Odd, 'report'>,
  silent: ResultOf<Odd, 'silent'>,
) {
  report.madeAt satisfies string;
  report.pages satisfies number | undefined;
  report.parts[0]?.times satisfies readonly string[] | undefined;
  silent satisfies null;
  // @ts-expect-error it is text
  report.madeAt.getTime();
}
