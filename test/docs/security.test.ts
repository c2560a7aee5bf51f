import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Row {
  readonly threat: string;
  readonly answer: string;
  readonly test: string;
}

function rows(): readonly Row[] {
  return read('docs/security.md')
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| (threat|---)/.test(line))
    .map((line) => {
      const [, threat = '', answer = '', test = '', ...rest] = line
        .split('|')
        .map((cell) => cell.trim());
      expect(rest, line).toEqual(['']);
      return { threat, answer, test };
    });
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** Each cell of the last column is nothing but these. */
function filesIn({ test }: Row): readonly string[] {
  return test.split(', ').map((part) => part.replace(/^`(.*)`$/, '$1'));
}

it('has a threat, an answer and a test in each row', () => {
  expect(rows().length).toBeGreaterThan(30);
  for (const { threat, answer, test } of rows()) {
    expect(threat).not.toBe('');
    expect(answer, threat).not.toBe('');
    expect(test, threat).not.toBe('');
  }
});

it('has each threat once', () => {
  const threats = rows().map(({ threat }) => threat);

  expect(threats).toEqual([...new Set(threats)]);
});

it.each(rows())('names files with tests in them: $threat', (row) => {
  for (const file of filesIn(row)) {
    expect(file).toMatch(/^test\/[\w./-]+\.ts$/);
    expect(existsSync(new URL(`../../${file}`, import.meta.url)), file).toBe(true);
    expect(read(file), file).toMatch(/\b(it|test)(\.each|\.runIf)?\b/);
  }
});

it('is linked from SECURITY.md', () => {
  expect(read('SECURITY.md')).toContain('(docs/security.md)');
});
