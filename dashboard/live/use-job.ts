import type { Job } from '../../client/job-shapes.ts';
import { useSession } from '../session/session.ts';
import { type Live, useLive } from './use-live.ts';

interface Seen {
  readonly job: Job;
  readonly etag: string | null;
}

const finals: readonly string[] = ['succeeded', 'failed', 'cancelled'];
/** A job that is over changes only if somebody retries or erases it. */
const lookAtFinal = 15_000;

/** A job as it goes on: each change is answered at once, by a call that waits for it. */
export function useJob(id: string): Live<Job> {
  const { api } = useSession();
  const live = useLive<Seen>(`job ${id}`, async (signal, last) => {
    const isWaiting = last !== undefined && !isOver(last.job);
    const answer = await api.send<Job | undefined>('GET', `/jobs/${encodeURIComponent(id)}`, {
      signal,
      headers: {
        ...(last?.etag && { 'If-None-Match': last.etag }),
        ...(isWaiting && { Prefer: 'wait=20' }),
      },
    });
    const data = answer.body === undefined ? last : { job: answer.body, etag: answer.etag };
    if (data === undefined) throw new Error('The API answered no job');
    return { data, next: isOver(data.job) ? lookAtFinal : 250 };
  });
  return { ...live, data: live.data?.job };
}

export function isOver({ status }: Pick<Job, 'status'>): boolean {
  return finals.includes(status);
}
