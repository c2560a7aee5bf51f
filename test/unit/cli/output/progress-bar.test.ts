import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { barText, progressBar } from '../../../../cli/output/progress-bar.ts';

const screen = { columns: 60, colours: false };

describe('barText', () => {
  it.each([
    [0, `${'░'.repeat(30)}   0%`],
    [0.5, `${'█'.repeat(15)}${'░'.repeat(15)}  50%`],
    [0.999, `${'█'.repeat(30)}  99%`],
    [1, `${'█'.repeat(30)} 100%`],
  ])('draws %d', (fraction, bar) => {
    expect(barText({ fraction, label: 'running' }, screen)).toBe(`running ${bar}`);
  });

  it('has no bar while nothing is known', () => {
    expect(barText({ label: 'queued', note: 'since 5s' }, screen)).toBe('queued  since 5s');
  });

  it.each([1, 8, 20, 27, 28, 34, 40, 60, 200])('fits into %d columns', (columns) => {
    const note = 'row 1,000 of 3,000, which is a third of them and more to come'.repeat(3);

    const text = barText({ fraction: 0.3, label: 'running', note }, { columns, colours: true });

    expect([...stripVTControlCharacters(text)].length).toBeLessThan(columns);
  });

  it('writes out what would steer the terminal', () => {
    expect(barText({ label: 'running', note: 'a\u001b[2J' }, screen)).toContain('a\\u001b[2J');
  });
});

describe('progressBar', () => {
  it('draws over its line, and leaves nothing behind', () => {
    const written: string[] = [];
    {
      using bar = progressBar({ err: (text) => void written.push(text), screen });

      bar.show({ label: 'queued' });
      bar.show({ label: 'running', fraction: 0 });
    }

    expect(written).toEqual([
      '\r\u001b[2Kqueued',
      `\r\u001b[2Krunning ${'░'.repeat(30)}   0%`,
      '\r\u001b[2K',
    ]);
  });

  it('writes nothing where there is no screen', () => {
    const written: string[] = [];
    {
      using bar = progressBar({ err: (text) => void written.push(text) });
      bar.show({ label: 'queued' });
    }

    expect(written).toEqual([]);
  });
});
