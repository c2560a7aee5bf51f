import type { IncomingMessage } from 'node:http';

/** The ids of the jobs that this visitor has started, newest first: a cookie remembers five. */
export function recentIds({ headers }: IncomingMessage): readonly string[] {
  const [, ids = ''] = /(?:^|; )jobs=([\w.-]*)/.exec(headers.cookie ?? '') ?? [];
  return ids
    .split('.')
    .filter((id) => /^[\w-]{36}$/.test(id))
    .slice(0, 5);
}

export function rememberJob(request: IncomingMessage, id: string): string {
  const ids = [...new Set([id, ...recentIds(request)])].slice(0, 5);
  return `jobs=${ids.join('.')}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`;
}
