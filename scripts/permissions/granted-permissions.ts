import { pathsOf, type StackTemplate } from './stack-template.ts';

/** For each resource, by its path below the stack, the actions in alphabetical order. */
export type Permissions = Readonly<Record<string, readonly string[]>>;

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  readonly Roles: readonly { readonly Ref: string }[];
}

/** What a role may do by the policies of the template. Its logical id names it. */
export function grantedPermissions(template: StackTemplate, roleId: string): Permissions {
  const paths = pathsOf(template);
  const permissions: Record<string, string[]> = {};
  for (const { Action, Resource } of statementsOf(template, roleId)) {
    for (const resource of [Resource].flat()) {
      const name = nameOf(resource, paths);
      permissions[name] = [...(permissions[name] ?? []), ...[Action].flat()].sort();
    }
  }
  return permissions;
}

export function statementsOf({ Resources }: StackTemplate, roleId: string): readonly Statement[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => Properties as unknown as Policy)
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
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
