import { describe, expect, it } from 'vitest';
import { painter } from '../../../../cli/output/paint.ts';
import { type Column, listOf, tableOf } from '../../../../cli/output/table.ts';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly note: string;
}

const columns: readonly Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name, style: () => 'green' },
  { title: 'COUNT', text: ({ count }) => `${count}`, align: 'right' },
  { title: 'NOTE', text: ({ note }) => note },
];

const rows: readonly Row[] = [
  { name: 'demo', count: 5, note: 'a' },
  { name: 'Büro 🙂', count: 1_200, note: 'a longer remark of a job' },
];

describe('tableOf', () => {
  it('sets cells below each other, numbers to the right, and leaves no space at the end', () => {
    const text = tableOf(rows, columns, { paint: painter(false) });

    expect(text).toBe(
      [
        'NAME    COUNT  NOTE',
        'demo        5  a',
        'Büro 🙂   1200  a longer remark of a job',
        '',
      ].join('\n'),
    );
  });

  it('cuts the last column alone where the terminal ends, but not to nothing', () => {
    const cut = tableOf(rows, columns, { paint: painter(false), columns: 30 });
    const narrow = tableOf(rows, columns, { paint: painter(false), columns: 5 });

    expect(cut.split('\n')[2]).toBe('Büro 🙂   1200  a longer remar…');
    expect(narrow.split('\n')[2]).toBe('Büro 🙂   1200  a longer …');
  });

  it('paints cells without a change of their places', () => {
    const painted = tableOf(rows, columns, { paint: painter(true) });

    expect(painted.split('\n')[1]).toBe('\u001b[32mdemo\u001b[39m        5  a');
    expect(painted).toContain('\u001b[1mNAME\u001b[22m');
  });

  it('writes out what would steer the terminal', () => {
    const text = tableOf([{ name: 'x', count: 0, note: 'a\u001b[2Jb\nc\u202ed\u009b' }], columns, {
      paint: painter(false),
    });

    expect(text).toContain('a\\u001b[2Jb\\u000ac\\u202ed\\u009b\n');
  });
});

it('sets the further lines of a value below its first', () => {
  const text = listOf(
    [
      ['Id', '1'],
      ['Payload', '{\n  "a": 1\n}'],
    ],
    painter(false),
  );

  expect(text).toBe('Id       1\nPayload  {\n           "a": 1\n         }\n');
});
