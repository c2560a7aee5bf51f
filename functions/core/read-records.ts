import type { JobRecord } from './job-record.ts';
import { LaterVersion } from './later-version.ts';
import type { Ports } from './ports.ts';

/**
 * The records of these ids, at most `mostRecords`. One that a later release has written is left out, as if it were
 * missing, and told to the log: a page of others must not wait for the release that can read it.
 */
export async function readRecords(
  { store, log }: Pick<Ports, 'store' | 'log'>,
  ids: readonly string[],
): Promise<readonly (JobRecord | undefined)[]> {
  try {
    return await store.getMany(ids);
  } catch (error) {
    if (!(error instanceof LaterVersion)) throw error;
  }
  return Promise.all(
    ids.map((id) =>
      store.get(id).catch((error: unknown) => {
        if (!(error instanceof LaterVersion)) throw error;
        log.error(`Job ${id} is left alone: ${error.message}`, { jobId: id });
        return undefined;
      }),
    ),
  );
}
