import type { StackCall } from './compare-permissions.ts';
import type { StackFunction } from './stack-functions.ts';
import { pathsOf, type StackTemplate } from './stack-template.ts';
import type { RecordedCall } from './start-recorder.ts';

interface DeployedTemplate {
  readonly stackName: string;
  readonly template: StackTemplate;
  readonly functions: readonly StackFunction[];
  /** The logical ids of its event source mappings, by their ids: those are not made of names. */
  readonly mappings: ReadonlyMap<string, string>;
}

/**
 * The calls of a stack's functions, in the words of its template. CloudFormation makes a name of the
 * stack's, the logical id and a random part. What has no such name keeps the one it has. Calls of another
 * stack's functions are left out, those of nobody are not.
 */
export function callsOfStack(
  calls: readonly RecordedCall[],
  { stackName, template, functions, mappings }: DeployedTemplate,
): readonly StackCall[] {
  const paths = [...pathsOf(template)];
  const isOf = (name: string, logicalId: string) => name.startsWith(`${stackName}-${logicalId}-`);
  const pathOf = (physicalName: string) => {
    const [kind, id = ''] = physicalName.split(':');
    const mapping = paths.find(([logicalId]) => logicalId === mappings.get(id));
    if (mapping !== undefined) return `${kind}:${mapping[1]}`;
    const [name = '', ...below] = physicalName.split('/');
    const found = paths.find(([logicalId]) => isOf(name, logicalId));
    return found === undefined ? physicalName : [found[1], ...below].join('/');
  };
  return calls
    .filter(({ caller }) => caller === '' || caller.startsWith(`${stackName}-`))
    .map(({ caller, resource, ...call }) => ({
      ...call,
      functionName: functions.find(({ logicalId }) => isOf(caller, logicalId))?.name ?? caller,
      resource: pathOf(resource),
    }));
}
