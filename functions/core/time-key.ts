/**
 * The keys of all indexes by time, as `IndexEntry.key` has them: every store makes the same, and whoever pages
 * may make one. Sorts by time, then by id.
 */
export function timeKey(time: number, id: string): string {
  return `${sortableTime(time)}#${id}`;
}

/** Milliseconds in 13 digits, so that text sorts as the times do: good until the year 2286. */
export function sortableTime(time: number): string {
  return String(time).padStart(13, '0');
}

export function idIn(key: string): string {
  return key.slice(key.indexOf('#') + 1);
}
