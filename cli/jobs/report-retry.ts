import type { Job } from '../../client/job-shapes.ts';
import type { RetryJob } from '../../client/retry-shapes.ts';
import { jsonText } from '../output/json-text.ts';
import { visible } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';
import { requireSuccess } from './report-end.ts';

/** What a retry of many has done. Throws, for its own exit code, unless it succeeded. */
export function reportRetry(
  job: Job,
  { out }: Surroundings,
  { json }: { readonly json: boolean },
): void {
  if (json) out(jsonText(job));
  requireSuccess(job, { json });
  if (!json) out(`${retryText(job.result as RetryResult)}\n`);
}

type RetryResult = NonNullable<RetryJob['result']>;

function retryText({ retried, skipped }: RetryResult): string {
  const again = `${retried} ${retried === 1 ? 'job runs' : 'jobs run'} again`;
  const reasons = Object.entries(skipped).filter(([, count]) => count > 0);
  if (reasons.length === 0) return again;
  const sum = reasons.reduce((total, [, count]) => total + count, 0);
  const texts = reasons.sort().map(([reason, count]) => `${count} ${visible(reason)}`);
  return `${again}, ${sum} ${sum === 1 ? 'does' : 'do'} not: ${texts.join(', ')}`;
}
