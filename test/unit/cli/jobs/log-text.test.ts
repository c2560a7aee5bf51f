import { expect, it } from 'vitest';
import { logText } from '../../../../cli/jobs/log-text.ts';

const line = {
  at: '2030-01-01T00:00:00.000Z',
  level: 'warn',
  attempt: 2,
  message: 'slow',
} as const;

it('has time, level, attempt, message and fields on a line', () => {
  const text = logText([line, { ...line, level: 'error', fields: { ms: 5, url: 'a' } }], {
    colours: false,
  });

  expect(text).toBe(
    '2030-01-01T00:00:00.000Z warn   2  slow\n2030-01-01T00:00:00.000Z error  2  slow ms=5 url="a"\n',
  );
});

it('lets no line steer the terminal, or look like two', () => {
  const text = logText([{ ...line, message: 'a\n\u001b[2J', fields: { '\u009b': '\u202e' } }], {
    colours: false,
  });

  expect(text).toContain('a\\u000a\\u001b[2J \\u009b="\\u202e"\n');
});
