import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiCall, ApiJob } from '../local-server/api-caller.ts';

export interface ShownJobs {
  /** One that has failed, with a log and three attempts. */
  readonly failed: string;
  /** By the server's virtual clock, in milliseconds since 1970. */
  readonly now: number;
}

const examples = join(import.meta.dirname, '../../../examples');
const minutes = 56;

/** An hour of work, minute after minute of a virtual clock, as a dashboard would show it. */
export async function showJobs(call: ApiCall): Promise<ShownJobs> {
  const photo = readExample('resize-image.json');
  const orders = readExample('summarise-csv.json');
  const enqueue = (body: unknown) => call('POST /jobs', { body });
  const demo = (payload: object, ...tags: string[]) => ({ type: 'demo', payload, tags });

  await call('PUT /schedules/nightly-report', {
    body: { type: 'demo', payload: { echo: 'report' }, cron: '0 2 * * *', timeZone: 'UTC' },
  });
  for (let minute = 0; minute < minutes; minute += 1) {
    const busy = 3 + ((minute * 7) % 5) + (minute > 25 && minute < 38 ? 6 : 0);
    const jobs = Array.from({ length: busy }, (_, n) =>
      demo(
        { sleepMs: 20 + ((minute * 31 + n * 17) % 120), echo: { order: 1_000 + minute * 20 + n } },
        `customer:${(minute * 3 + n) % 40}`,
      ),
    );
    if (minute % 2 === 0) await enqueue({ ...orders, tags: ['import'] });
    if (minute % 7 === 3) await enqueue({ ...photo, payload: { ...photo.payload, widths: [200] } });
    if (minute % 6 === 5) jobs.push(demo({ failures: 1, echo: 'again' }));
    if (minute % 9 === 4) jobs.push(demo({ outcome: 'permanent' }, 'customer:7'));
    await enqueue(jobs);
    await call('POST /clock/advance', { body: { by: '1m' } });
  }
  const lines = ['Asking the warehouse for order 1042', 'It is slow today, waiting once more'];
  const last = demo({ lines, failures: 3, sleepMs: 340, echo: { order: 1_042 } }, 'customer:42');
  const { id } = (await enqueue(last)).body as unknown as ApiJob;
  await enqueue(demo({ failures: 5 }, 'customer:12'));
  await enqueue({ type: 'summarise-csv', payload: { csv: 'a,b\n1,2,3\n' } });
  const { body } = await call('POST /clock/advance', { body: { by: '2m' } });
  return { failed: id, now: Date.parse(String(body.now)) };
}

function readExample(file: string): { readonly type: string; readonly payload: object } {
  return JSON.parse(readFileSync(join(examples, file), 'utf8'));
}
