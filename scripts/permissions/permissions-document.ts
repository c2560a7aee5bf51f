import { comparePermissions, type PermissionLine } from './compare-permissions.ts';
import type { StackFunction } from './stack-functions.ts';

const introduction = `# What each function may do

A function has a role of its own, and a role has these permissions and no others. The paths are those of the
constructs in \`infra/\`. Where no reason stands, the flows have the function make the call:
\`npm run test:ministack\` records what each function calls, and fails if an action is called and not granted, or
granted and not called for none of these reasons.

A worker and \`DeadLetters/DeadLetter\` may do what stands at \`Jobs/Table\` to the items of jobs and statistics alone,
the workers of Errand's own queues also to schedules, and \`Api/Waiting\` to those of keys and jobs: conditions on
\`dynamodb:LeadingKeys\` say so.

This page is made from the template. After a change of the grants in \`infra/\`, or of the reasons in
\`scripts/permissions/uncalled.ts\`, write it anew: \`npx vitest run test/infra/permissions-document.test.ts -u\`.
`;

/** The page in \`docs/\`: what the template grants, and who makes the calls that no flow makes. */
export function permissionsDocument(functions: readonly StackFunction[]): string {
  const sections = functions.map((each) => {
    const rows = rowsOf(comparePermissions([each], []));
    return `\n## ${each.name}\n\n| resource | actions | called by |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [introduction, ...sections].join('');
}

function rowsOf(lines: readonly PermissionLine[]): readonly string[] {
  const rows = Map.groupBy(lines, ({ resource, reason = '' }) => `${resource}\n${reason}`);
  return [...rows.values()].map((row) => {
    const [{ resource, reason = 'its code' } = { resource: '' }] = row;
    const actions = row.map(({ action }) => `\`${action}\``).join(', ');
    return `| \`${resource}\` | ${actions} | ${reason} |`;
  });
}
