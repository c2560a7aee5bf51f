import type { JobLine } from './job-lines.ts';

const longestMessage = 2_000;
const mostFields = 20;
const longestName = 100;
const longestField = 500;

/**
 * A line of a bounded size, of plain data: 2,000 characters of the message and 20 fields. A field of more than
 * 500 characters of JSON becomes text that is cut there, one that JSON cannot hold becomes text.
 */
export function cutLine({ message, fields, ...line }: JobLine): JobLine {
  const entries = Object.entries(fields ?? {})
    .slice(0, mostFields)
    .map(([name, value]) => [cut(name, longestName), cutValue(value)]);
  return {
    ...line,
    message: cut(message, longestMessage),
    ...(entries.length > 0 && { fields: Object.fromEntries(entries) }),
  };
}

function cutValue(value: unknown): unknown {
  if (value instanceof Error) return cut(String(value), longestField);
  const json = jsonOf(value);
  if (json !== undefined && json.length <= longestField) return JSON.parse(json);
  return cut(typeof value === 'string' ? value : (json ?? String(value)), longestField);
}

/** Undefined if there is none: of a function, a bigint, or what holds itself. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
