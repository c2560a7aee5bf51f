import { randomUUID } from 'node:crypto';
import type { CsvJob } from './csv-jobs.ts';
import { type Html, html, page } from './html.ts';
import { words } from './job-page.ts';

/** The form. `recent`: what this visitor has started, newest first. */
export function startPage(recent: readonly CsvJob[]): Html {
  return page(
    'Summarise a CSV',
    html`
      <h1>What is in this CSV?</h1>
      <p>Counts, ranges and frequent values of each column. Close the page if you like: the work goes on.</p>
      <form method="post" action="/" enctype="multipart/form-data">
        <input type="hidden" name="key" value="${randomUUID()}" autocomplete="off">
        <label for="csv">CSV file</label>
        <input type="file" id="csv" name="csv" accept=".csv,text/csv" aria-describedby="csv-hint">
        <p class="hint" id="csv-hint">Up to 300 kB. Without a file it takes 5,000 orders that it makes up.</p>
        <label class="check">
          <input type="checkbox" name="slowly" checked>
          Take your time, so that there is something to watch
        </label>
        <button>Summarise</button>
      </form>
      ${recent.length === 0 ? undefined : recentJobs(recent)}`,
  );
}

function recentJobs(recent: readonly CsvJob[]): Html {
  const items = recent.map(
    (job) => html`
      <li><a href="/jobs/${job.id}">${timeOf(job.createdAt)}</a> ${words(job)}</li>`,
  );
  return html`
      <h2>Started before</h2>
      <ul>${items}</ul>`;
}

function timeOf(at: string): Html {
  return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
