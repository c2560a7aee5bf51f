import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  type Capability,
  capabilities,
  type TargetName,
  type TargetRow,
  targets,
} from '../support/targets/capabilities.ts';

const titles: Readonly<Record<TargetName, string>> = {
  local: 'local',
  ministack: 'MiniStack',
  localstack: 'LocalStack',
  aws: 'AWS',
};

/** As Markdown: a row for each capability, a number in the place of a reason, and the reasons below. */
function table(): string {
  const names = Object.keys(targets) as TargetName[];
  const reasons: string[] = [];
  const cell = (capability: Capability, { lacks }: TargetRow): string => {
    const reason = lacks[capability];
    if (reason === undefined) return 'yes';
    if (!reasons.includes(reason)) reasons.push(reason);
    return `no (${reasons.indexOf(reason) + 1})`;
  };
  const lines = (Object.keys(capabilities) as Capability[]).map((capability) => {
    const cells = names.map((name) => cell(capability, targets[name]));
    return `| \`${capability}\` | ${capabilities[capability]} | ${cells.join(' | ')} |`;
  });
  return [
    `| capability | the target … | ${names.map((name) => titles[name]).join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(names.length)}`,
    ...lines,
    '',
    ...reasons.map((reason, place) => `${place + 1}. ${reason}`),
  ].join('\n');
}

it('docs/targets.md has the table of capabilities as it is in the code', () => {
  const text = readFileSync('docs/targets.md', 'utf8');

  const [, written = ''] = text.split(/<!-- \/?capabilities -->/);

  expect(written.trim()).toBe(table());
});
