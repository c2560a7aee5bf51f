import type { Template } from 'aws-cdk-lib/assertions';
import { pathsOf, resourcesOf } from './synthesise.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** What a role may do: for each resource, by its path, the actions in alphabetical order. */
export function permissionsOf(
  template: Template,
  rolePath: string,
): Readonly<Record<string, readonly string[]>> {
  const paths = pathsOf(template);
  const permissions: Record<string, string[]> = {};
  for (const { Action, Resource } of statementsOf(template, rolePath)) {
    for (const resource of [Resource].flat()) {
      const name = nameOf(resource, paths);
      permissions[name] = [...(permissions[name] ?? []), ...[Action].flat()].sort();
    }
  }
  return permissions;
}

export function statementsOf(template: Template, rolePath: string): readonly Statement[] {
  const policies = resourcesOf(template, 'AWS::IAM::Policy');
  const { Statement = [] } = (policies[`${rolePath}/DefaultPolicy`]?.Properties.PolicyDocument ??
    {}) as { Statement?: readonly Statement[] };
  return Statement;
}

/**
 * `*`, the path of a resource, or that path with what comes after the ARN: `Jobs/Table/index/timeline`. Of an
 * ARN that is put together from a resource's id: what comes after the account.
 */
function nameOf(resource: unknown, paths: ReadonlyMap<string, string>): string {
  if (typeof resource === 'string') return resource;
  const {
    Ref: reference,
    'Fn::GetAtt': attribute,
    'Fn::Join': join,
  } = resource as {
    Ref?: string;
    'Fn::GetAtt'?: readonly [string, string];
    'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (attribute !== undefined) return paths.get(attribute[0]) ?? attribute[0];
  if (reference !== undefined) return paths.get(reference) ?? reference;
  const name = (join?.[1] ?? []).map((part) => nameOf(part, paths)).join(join?.[0]);
  return name.replace(/^arn:.*:AWS::AccountId:/, '');
}
