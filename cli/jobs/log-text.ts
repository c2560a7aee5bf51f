import type { LogLine } from '../../client/job-shapes.ts';
import { painter, type Style } from '../output/paint.ts';
import { visible } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';

/** A line for each, as `2030-01-01T00:00:00.000Z warn  1  message field=value`, the attempt before the message. */
export function logText(
  lines: readonly LogLine[],
  { colours }: Pick<Surroundings, 'colours'>,
): string {
  const paint = painter(colours);
  return lines
    .map(({ at, level, attempt, message, fields = {} }) => {
      const texts = Object.entries(fields).map(
        ([name, value]) => ` ${name}=${JSON.stringify(value)}`,
      );
      const shown = `${paint(styles[level], level.padEnd('error'.length))}  ${attempt}  ${visible(message)}`;
      return `${at} ${shown}${paint('dim', visible(texts.join('')))}\n`;
    })
    .join('');
}

const styles = {
  debug: 'dim',
  info: 'cyan',
  warn: 'yellow',
  error: 'red',
} as const satisfies Record<LogLine['level'], Style>;
