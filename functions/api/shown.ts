const longest = 80;

/** A value as a message quotes it: JSON text, cut. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`;
}
