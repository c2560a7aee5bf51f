import { expect, it } from 'vitest';
import { type ConsoleOptions, consoleLog } from '../../../local/console-log.ts';

const noon = new Date(2030, 0, 2, 12, 3, 4, 56).getTime();

it('writes one line with the time, the message and its fields', () => {
  const { log, lines } = capture();

  log.debug('Working on job 1', { jobId: '1', attempt: 2, why: 'it is due', tags: ['a'] });

  expect(lines).toEqual([
    '12:03:04.056 Working on job 1 jobId=1 attempt=2 why="it is due" tags="[\\"a\\"]"\n',
  ]);
});

it('names the level of what somebody may have to act on', () => {
  const { log, lines } = capture();

  log.info('a');
  log.warn('b');
  log.error('c', { error: new TypeError('d') });

  expect(lines).toEqual([
    '12:03:04.056 a\n',
    '12:03:04.056 warn b\n',
    '12:03:04.056 error c error="TypeError: d"\n',
  ]);
});

it('lets no text of a job look like another line or steer the terminal', () => {
  const { log, lines } = capture();

  log.info('a\n12:00 b\u001b[2J\u2028', { x: 'c\r\nd\u009b' });

  expect(lines.join('')).toBe('12:03:04.056 a\\n12:00 b\\u001b[2J\\u2028 x="c\\r\\nd\\u009b"\n');
});

it('shows the date of a clock that can be years ahead', () => {
  const { log, lines } = capture({ dates: true, now: () => Date.UTC(2031, 1, 3) });

  log.info('a');

  expect(lines).toEqual(['2031-02-03T00:00:00.000Z a\n']);
});

it('shows what cannot be JSON', () => {
  const { log, lines } = capture();
  const circle: { self?: unknown } = {};
  circle.self = circle;

  log.info('a', { circle, big: 1n, none: undefined });

  expect(lines).toEqual(['12:03:04.056 a circle="[object Object]" big=1 none=undefined\n']);
});

it('colours what is a warning, where colours are wanted', () => {
  const { log, lines } = capture({ colours: true });

  log.warn('a', { b: 1 });

  expect(lines.join('')).toContain('\u001b[33ma\u001b[0m');
});

function capture(options: Partial<ConsoleOptions> = {}) {
  const lines: string[] = [];
  const log = consoleLog({
    write: (line) => void lines.push(line),
    now: () => noon,
    dates: false,
    colours: false,
    ...options,
  });
  return { log, lines };
}
