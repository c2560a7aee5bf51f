import { grantedPermissions, type Permissions } from './granted-permissions.ts';
import { pathOf, type StackTemplate } from './stack-template.ts';

export interface StackFunction {
  /** Its path below the stack: `Worker-default/Worker`. */
  readonly name: string;
  readonly logicalId: string;
  readonly granted: Permissions;
}

/** The functions of a stack, in alphabetical order, with what the template lets each of them do. */
export function stackFunctions(template: StackTemplate): readonly StackFunction[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([logicalId, resource]) => ({
      name: pathOf(resource).replace(/\/Function$/, ''),
      logicalId,
      granted: grantedPermissions(template, roleOf(resource.Properties)),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function roleOf(properties: unknown): string {
  const { Role } = properties as { Role: { 'Fn::GetAtt': readonly [string, string] } };
  return Role['Fn::GetAtt'][0];
}
