import { visibleLines } from './visible.ts';

/** One JSON document for programs. Controls are written out: it may be shown on a terminal after all. */
export function jsonText(value: unknown): string {
  return `${visibleLines(JSON.stringify(value))}\n`;
}

/** JSON for people, on several lines. */
export function prettyJson(value: unknown): string {
  return visibleLines(JSON.stringify(value, undefined, 2) ?? 'null');
}
