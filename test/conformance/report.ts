import type { BehaviourGroup } from './behaviour.ts';
import type { Findings } from './run-behaviours.ts';

/** What one target was found to do. */
export interface Report {
  /** Of its file. */
  readonly name: string;
  readonly title: string;
  /** As the target itself says; of AWS, the region. */
  readonly release: string;
  readonly findings: Findings;
  /** Invocations of the probe that ran out of time unasked: with any, the findings say little. */
  readonly unaskedEnds: number;
}

/** Lines for a terminal: what holds, and under what does not what was seen in place of it. */
export function reportLines(
  groups: readonly BehaviourGroup[],
  { title, release, findings }: Report,
): readonly string[] {
  return [
    `${title} ${release}`,
    ...groups.flatMap(({ service, behaviours }) => [
      '',
      service,
      ...behaviours.flatMap(({ name, needed }) => {
        const finding = findings[name];
        if (finding === undefined) return [`  ?    ${needed.padEnd(6)}  ${name}`];
        const line = `  ${finding.holds ? 'yes' : 'NO '}  ${needed.padEnd(6)}  ${name}`;
        return finding.holds ? [line] : [line, `               seen: ${finding.seen}`];
      }),
    ]),
    '',
    ...summaryLines(groups, findings),
  ];
}

function summaryLines(groups: readonly BehaviourGroup[], findings: Findings): readonly string[] {
  const behaviours = groups.flatMap((group) => group.behaviours);
  return (['safety', 'speed', 'guard'] as const).map((need) => {
    const all = behaviours.filter(({ needed }) => needed === need);
    const held = all.filter(({ name }) => findings[name]?.holds === true);
    return `${need}: ${held.length} of ${all.length} hold`;
  });
}
