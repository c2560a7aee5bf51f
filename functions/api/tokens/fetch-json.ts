import { second } from '../../core/duration.ts';

const patience = 3 * second;

/** Follows no redirect: it could lead away from https. */
export async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
