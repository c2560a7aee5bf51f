/**
 * Milliseconds that the header `Retry-After` asks for, by RFC 9110: seconds, or a time in one of three forms.
 * Undefined if there is none, or if it is neither.
 */
export function retryAfterOf(headers: Headers): number | undefined {
  const given = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(given)) return Number(given) * 1_000;
  const time = timeOf(given);
  if (time === undefined) return undefined;
  // A page's clock may be wrong by minutes: where the server's can be seen, it is what counts.
  const now = timeOf(headers.get('Date') ?? '') ?? Date.now();
  return Math.max(0, time - now);
}

function timeOf(text: string): number | undefined {
  // Without it engines read the numbers in any text as a date.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  // The form of C's asctime names no zone, and means GMT.
  const time = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
