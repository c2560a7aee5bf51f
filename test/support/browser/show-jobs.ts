import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ApiJob, jobAtEnd } from '../local-server/api-caller.ts';
import type { LocalServer } from '../local-server/start-local-server.ts';

export interface ShownJobs {
  /** One that has failed, with a log and three attempts. */
  readonly failed: string;
}

const examples = join(import.meta.dirname, '../../../examples');
const rounds = 56;

/**
 * Work as a dashboard would show it after an hour. The jobs are real, and so is what they took; to have an hour
 * in half a minute, each round of them is counted a minute earlier than the next.
 */
export async function showJobs({ call, folder }: LocalServer): Promise<ShownJobs> {
  const enqueue = async (body: unknown) =>
    (await call('POST /jobs', { body })).body as unknown as ApiJob & { jobs: readonly ApiJob[] };

  await call('PUT /schedules/nightly-report', {
    body: { type: 'demo', payload: { echo: 'report' }, cron: '0 2 * * *', timeZone: 'UTC' },
  });
  const lines = ['Asking the warehouse for order 1042', 'It is slow today, waiting once more'];
  const last = await enqueue(
    demo({ lines, failures: 3, sleepMs: 340, echo: { order: 1_042 } }, 'customer:42'),
  );
  for (let round = 0; round < rounds; round += 1) {
    const { jobs } = await enqueue(jobsOf(round));
    for (const { id } of jobs) await jobAtEnd(call, id);
    countEarlier(folder);
  }
  await enqueue([
    demo({ failures: 5 }, 'customer:12'),
    { type: 'summarise-csv', payload: { csv: 'a,b\n1,2,3\n' } },
  ]);
  await enqueue(demo({ sleepMs: 9_000 }));
  await enqueue({ ...demo({ echo: 'later' }, 'later'), delay: '3h' });
  await jobAtEnd(call, last.id);
  return { failed: last.id };
}

function jobsOf(round: number): readonly object[] {
  const busy = 3 + ((round * 7) % 5) + (round > 25 && round < 38 ? 6 : 0);
  const jobs: object[] = Array.from({ length: busy }, (_, n) =>
    demo(
      { sleepMs: 20 + ((round * 31 + n * 17) % 120), echo: { order: 1_000 + round * 20 + n } },
      `customer:${(round * 3 + n) % 40}`,
    ),
  );
  if (round % 2 === 0) jobs.push({ ...readExample('summarise-csv.json'), tags: ['import'] });
  if (round % 7 === 3) {
    const { type, payload } = readExample('resize-image.json');
    jobs.push({ type, payload: { ...payload, widths: [200] } });
  }
  if (round % 9 === 4) jobs.push(demo({ outcome: 'permanent' }, 'customer:7'));
  if (round % 6 === 5) jobs.push(demo({ failures: 1, retryInMs: 1, echo: 'again' }));
  return jobs;
}

function demo(payload: object, ...tags: string[]): object {
  return { type: 'demo', payload, tags };
}

function countEarlier(folder: string): void {
  const database = new DatabaseSync(join(folder, 'errand.db'), { timeout: 5_000 });
  // In two steps, for no two rows may have one minute in between.
  database.exec(
    'BEGIN IMMEDIATE; UPDATE stats SET minute = 60000 - minute; UPDATE stats SET minute = -minute; COMMIT',
  );
  database.close();
}

function readExample(file: string): { readonly type: string; readonly payload: object } {
  return JSON.parse(readFileSync(join(examples, file), 'utf8'));
}
