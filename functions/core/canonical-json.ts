/**
 * JSON text with the members of every object sorted, so that equal values have equal text.
 * `value` is what `JSON.parse` made; `write` writes its strings.
 */
export function canonicalJson(
  value: unknown,
  write: (text: string) => string = JSON.stringify,
): string {
  if (typeof value === 'string') return write(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, write)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member, write)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
