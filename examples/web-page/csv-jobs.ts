import { type Connection, type JobOf, JobsClient, RefusedError } from 'errand/client';
import type { jobs } from '../../functions/jobs/index.ts';
import type { Form } from './read-form.ts';

export type CsvJob = JobOf<typeof jobs, 'summarise-csv'>;

/** On every job that this page has started. It shows and cancels no others, whoever started them. */
const tag = 'web-page';
/** Milliseconds. A person waits for the page, and is better told to try again. */
const patience = 10_000;

/** The jobs behind the page. The key for them stays here, in the server. */
export class CsvJobs {
  readonly #client: JobsClient<typeof jobs>;

  constructor(connection: Connection) {
    this.#client = new JobsClient({ ...connection, retries: 2 });
  }

  /** The same form sent twice, by a double click or a reload, has the same `key` and is the same job. */
  start({ csv, key, slowly }: Form): Promise<CsvJob> {
    const payload = { csv, pauseMs: slowly ? 400 : 0 };
    const options = { idempotencyKey: key, tags: [tag], signal: AbortSignal.timeout(patience) };
    return this.#client.enqueue('summarise-csv', payload, options);
  }

  async find(id: string): Promise<CsvJob | undefined> {
    try {
      const job = await this.#client.get(id, { signal: AbortSignal.timeout(patience) });
      return job.type === 'summarise-csv' && job.tags.includes(tag) ? job : undefined;
    } catch (error) {
      if (error instanceof RefusedError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Calls `show` with the job as it is and after each change. Resolves when the job is over. */
  async follow(job: CsvJob, show: (job: CsvJob) => void, signal: AbortSignal): Promise<void> {
    await this.#client.wait(job, { onChange: show, signal });
  }

  async cancel(job: CsvJob): Promise<void> {
    await this.#client.cancel(job, { signal: AbortSignal.timeout(patience) }).catch(pass409);
  }

  async retry(job: CsvJob): Promise<void> {
    await this.#client.retry(job, { signal: AbortSignal.timeout(patience) }).catch(pass409);
  }
}

/** The job was over already, or runs again already: its page shows that. */
function pass409(error: unknown): void {
  if (!(error instanceof RefusedError && error.status === 409)) throw error;
}
