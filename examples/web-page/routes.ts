import type { IncomingMessage, ServerResponse } from 'node:http';
import { isOver } from 'errand/client';
import type { CsvJob, CsvJobs } from './csv-jobs.ts';
import { NoSuchPage } from './fault-page.ts';
import { html } from './html.ts';
import { jobPage, partsOf } from './job-page.ts';
import { readForm } from './read-form.ts';
import { recentIds, rememberJob } from './recent-jobs.ts';
import { redirect, sendFile, sendPage, startEvents } from './send.ts';
import { startPage } from './start-page.ts';

export interface Site {
  readonly jobs: CsvJobs;
  /** Fires when the server stops: pages that follow a job would keep it from that. */
  readonly closing: AbortSignal;
  log(error: unknown): void;
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly site: Site;
  /** Of the job in the path. */
  readonly id: string;
}

export const routes: readonly [string, RegExp, (visit: Visit) => unknown][] = [
  ['GET', /^\/$/, showForm],
  ['POST', /^\/$/, startJob],
  ['GET', /^\/jobs\/([\w-]+)$/, showJob],
  ['GET', /^\/jobs\/([\w-]+)\/events$/, followJob],
  ['POST', /^\/jobs\/([\w-]+)\/(?:cancel|retry)$/, changeJob],
  ['GET', /^\/style\.css$/, ({ response }) => sendFile(response, 'style.css', 'text/css')],
  ['GET', /^\/live\.js$/, ({ response }) => sendFile(response, 'live.js', 'text/javascript')],
];

async function showForm({ request, response, site }: Visit): Promise<void> {
  // The form is of use without them.
  const find = (id: string) => site.jobs.find(id).catch(() => undefined);
  const recent = await Promise.all(recentIds(request).map(find));
  sendPage(response, startPage(recent.filter((job) => job !== undefined)));
}

/** Answers with a redirect, so that a reload shows the job and sends nothing again. */
async function startJob({ request, response, site }: Visit): Promise<void> {
  const { id } = await site.jobs.start(await readForm(request));
  response.setHeader('Set-Cookie', rememberJob(request, id));
  redirect(response, `/jobs/${id}`);
}

async function showJob(visit: Visit): Promise<void> {
  sendPage(visit.response, jobPage(await jobOf(visit)));
}

async function jobOf({ site, id }: Visit): Promise<CsvJob> {
  const job = await site.jobs.find(id);
  if (job === undefined) throw new NoSuchPage();
  return job;
}

/** What has changed, as events, until the job is over or nobody looks any more. */
async function followJob(visit: Visit): Promise<void> {
  const { response, site } = visit;
  const { send, signal } = startEvents(response, site.closing);
  try {
    const show = (job: CsvJob) => send({ ...partsOf(job), isOver: isOver(job) });
    await site.jobs.follow(await jobOf(visit), show, signal);
  } catch {
    if (!signal.aborted) send({ status: html`The jobs cannot be reached just now` });
  }
  // If the job is not over, the browser asks again after some seconds.
  response.end();
}

async function changeJob(visit: Visit): Promise<void> {
  const { request, response, site } = visit;
  const job = await jobOf(visit);
  await (request.url?.endsWith('/cancel') ? site.jobs.cancel(job) : site.jobs.retry(job));
  redirect(response, `/jobs/${job.id}`);
}
