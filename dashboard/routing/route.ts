export const pages = ['overview', 'jobs', 'failed', 'schedules', 'start'] as const;
export type PageName = (typeof pages)[number] | 'job' | 'unknown';

/** What the fragment of the address says: `#/jobs/<id>`, `#/jobs?status=failed`. */
export interface Route {
  readonly page: PageName;
  /** Of the job, on its page. */
  readonly id?: string;
  readonly query: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const query = Object.fromEntries(new URLSearchParams(search));
  const [folder = '', id, ...more] = path.split('/').map(decoded);
  if (folder === '' && id === undefined) return { page: 'overview', query };
  if (folder === 'jobs' && id !== undefined && more.length === 0) return { page: 'job', id, query };
  const page = pages.find((name) => name === folder && id === undefined);
  return { page: page ?? 'unknown', query };
}

/** The address of a page, with the query fields that have a value. */
export function hrefOf(
  path: (typeof pages)[number] | `jobs/${string}`,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter((field): field is [string, string] => !!field[1]);
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `#/${path === 'overview' ? '' : path}${search}`;
}

export function jobHref(id: string): string {
  return hrefOf(`jobs/${encodeURIComponent(id)}`);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
