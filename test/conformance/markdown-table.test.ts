import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type BehaviourGroup, deviates, holds } from './behaviour.ts';
import { behaviourGroups } from './behaviour-groups.ts';
import { markdownTable } from './markdown-table.ts';
import { type Report, reportLines } from './report.ts';
import { page, readReports, tableIn } from './save-report.ts';

const groups: readonly BehaviourGroup[] = [
  {
    service: 'SQS',
    apart: 0,
    behaviours: [
      {
        name: 'It keeps | all',
        needed: 'safety',
        upholds: 'the promise',
        check: async () => holds,
      },
      { name: 'It is quick', needed: 'speed', upholds: 'the speed', check: async () => holds },
    ],
  },
];

const report: Report = {
  name: 'ministack',
  title: 'MiniStack',
  release: '1.2.3',
  findings: { 'It keeps | all': holds, 'It is quick': deviates('a minute') },
  unaskedEnds: 0,
};

describe('markdownTable', () => {
  it('has a column for each target, with the release that was run', () => {
    const lines = markdownTable(groups, [report]).split('\n');

    expect(lines).toContain(
      '|  | behaviour | what rests on it | needed for | MiniStack 1.2.3 | LocalStack | LocalStack, as released | AWS |',
    );
    expect(lines).toContain(
      '| 1 | It keeps \\| all | the promise | safety | yes | not run | not run | not run |',
    );
  });

  it('tells what was seen where a behaviour does not hold', () => {
    const lines = markdownTable(groups, [report]).split('\n');

    expect(lines).toContain(
      '| 2 | It is quick | the speed | speed | **no** | not run | not run | not run |',
    );
    expect(lines).toContain('- 2, MiniStack 1.2.3: a minute');
  });
});

describe('reportLines', () => {
  it('shows each behaviour, what was seen, and how many hold', () => {
    const lines = reportLines(groups, report);

    expect(lines).toEqual([
      'MiniStack 1.2.3',
      '',
      'SQS',
      '  yes  safety  It keeps | all',
      '  NO   speed   It is quick',
      '               seen: a minute',
      '',
      'safety: 1 of 1 hold',
      'speed: 0 of 1 hold',
      'guard: 0 of 0 hold',
    ]);
  });
});

describe('the behaviours', () => {
  it('have names of their own', () => {
    const names = behaviourGroups.flatMap(({ behaviours }) => behaviours.map(({ name }) => name));

    expect(new Set(names).size).toBe(names.length);
  });

  it('are those in the docs, with what the saved reports say', async () => {
    const text = await readFile(page, 'utf8');

    const table = markdownTable(behaviourGroups, await readReports());

    expect(tableIn(text)).toBe(table);
  });
});
