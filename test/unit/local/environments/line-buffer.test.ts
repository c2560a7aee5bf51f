import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lineBuffer, turnBuffer } from '../../../../local/environments/line-buffer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('writes a line at once after a pause, and those that follow it together', () => {
  const written: string[] = [];
  const lines = lineBuffer((text) => void written.push(text));

  lines.write('a\n');
  const atOnce = [...written];
  lines.write('b\n');
  lines.write('c\n');
  vi.advanceTimersByTime(100);
  lines.write('d\n');

  expect(atOnce).toEqual(['a\n']);
  expect(written).toEqual(['a\n', 'b\nc\n', 'd\n']);
});

it('writes what is left when it is flushed', () => {
  const written: string[] = [];
  const lines = lineBuffer((text) => void written.push(text));
  lines.write('a\n');
  lines.write('b\n');

  lines.flush();
  lines.flush();

  expect(written).toEqual(['a\n', 'b\n']);
});

it('writes the lines of a turn together, before code that comes two promises later', async () => {
  const written: string[] = [];
  const write = turnBuffer((text) => void written.push(text));

  write('a\n');
  write('b\n');
  await Promise.resolve();
  await Promise.resolve();

  expect(written).toEqual(['a\nb\n']);
});
