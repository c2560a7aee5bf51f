/** The time in so many milliseconds, negative for the past, as a request writes it. */
export function inTime(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
