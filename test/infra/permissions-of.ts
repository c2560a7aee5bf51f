import type { Template } from 'aws-cdk-lib/assertions';
import {
  grantedPermissions,
  type Permissions,
  type Statement,
  statementsOf,
} from '../../scripts/permissions/granted-permissions.ts';
import type { StackTemplate } from '../../scripts/permissions/stack-template.ts';
import { pathsOf } from './synthesise.ts';

/** What a role may do: for each resource, by its path, the actions in alphabetical order. */
export function permissionsOf(template: Template, rolePath: string): Permissions {
  return grantedPermissions(template.toJSON() as StackTemplate, idOf(template, rolePath));
}

export function statementsOfRole(template: Template, rolePath: string): readonly Statement[] {
  return statementsOf(template.toJSON() as StackTemplate, idOf(template, rolePath));
}

function idOf(template: Template, wanted: string): string {
  const found = [...pathsOf(template)].find(([, path]) => path === wanted);
  if (found === undefined) throw new Error(`The template has nothing at ${wanted}`);
  return found[0];
}
