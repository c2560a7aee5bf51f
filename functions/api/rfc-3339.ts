const form =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt](?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Milliseconds since 1970, or undefined if `text` is not a date and time of RFC 3339. */
export function parseTime(text: string): number | undefined {
  const [, date] = form.exec(text) ?? [];
  // Date.parse takes 30 February for 1 March.
  if (date === undefined || !new Date(date).toISOString().startsWith(date)) return undefined;
  return Date.parse(text);
}

/** UTC, with milliseconds. */
export function timeText(time: number): string {
  return new Date(time).toISOString();
}
