import { isOver } from 'errand/client';
import type { CsvJob } from './csv-jobs.ts';
import { type Html, html, page } from './html.ts';
import { summaryTable } from './summary-table.ts';

/** The job as it is now. While it goes on, a script follows it; without scripts the page reloads itself. */
export function jobPage(job: CsvJob): Html {
  const { status, progress, outcome } = partsOf(job);
  const follow = html`
    <script type="module" src="/live.js"></script>
    <noscript><meta http-equiv="refresh" content="2"></noscript>`;
  return page(
    'Your summary',
    html`
      <h1>Your summary</h1>
      <p id="status" role="status">${status}</p>
      <div id="progress">${progress}</div>
      <div id="outcome">${outcome}</div>
      <p><a href="/">Summarise another file</a></p>`,
    isOver(job) ? undefined : follow,
  );
}

/** What changes while the job goes on, by the id of the element that shows it. */
export function partsOf(job: CsvJob) {
  return { status: html`${words(job)}`, progress: progressOf(job), outcome: outcomeOf(job) };
}

export function words({ status, cancelRequestedAt }: CsvJob): string {
  return status === 'running' && cancelRequestedAt ? 'Being cancelled' : wordsOf[status];
}

const wordsOf = {
  scheduled: 'Waiting',
  queued: 'Waiting',
  running: 'Working',
  retrying: 'Waiting for another attempt',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const satisfies Record<CsvJob['status'], string>;

function progressOf(job: CsvJob): Html {
  if (job.status === 'failed' || job.status === 'cancelled') return html``;
  const percent = Math.floor((job.progress?.fraction ?? 0) * 100);
  return html`<progress max="100" value="${percent}" aria-label="Progress"></progress> ${percent} %`;
}

function outcomeOf(job: CsvJob): Html {
  const { id, status, result, error, cancelRequestedAt } = job;
  const fault = error && html`<p class="fault">${error.message}</p>`;
  if (!isOver(job)) return html`${fault}${cancelRequestedAt ? '' : button(id, 'cancel', 'Cancel')}`;
  if (status === 'succeeded') return result ? summaryTable(result) : html``;
  return html`${fault}${button(id, 'retry', 'Try again')}`;
}

function button(id: string, action: 'cancel' | 'retry', label: string): Html {
  return html`<form method="post" action="/jobs/${id}/${action}"><button>${label}</button></form>`;
}
