import type { StackCall } from './compare-permissions.ts';
import type { StackFunction } from './stack-functions.ts';
import { pathsOf, type StackTemplate } from './stack-template.ts';
import type { RecordedCall } from './start-recorder.ts';

interface DeployedTemplate {
  readonly template: StackTemplate;
  readonly functions: readonly StackFunction[];
  /** The logical id of each resource, by the name or id that the account knows it by. */
  readonly logicalIds: ReadonlyMap<string, string>;
}

/**
 * The calls of a stack's functions, in the words of its template. What is not of the stack keeps its name.
 * Calls of another stack's functions are left out, those of nobody are not.
 */
export function callsOfStack(
  calls: readonly RecordedCall[],
  { template, functions, logicalIds }: DeployedTemplate,
): readonly StackCall[] {
  const paths = pathsOf(template);
  const functionNames = new Map(functions.map(({ logicalId, name }) => [logicalId, name]));
  return calls.flatMap(({ caller, resource, ...call }) => {
    const functionName = functionNames.get(logicalIds.get(caller) ?? '') ?? '';
    if (functionName === '' && caller !== '') return [];
    // A kind may come before the name, and a part of the resource after it.
    const named = resource.replace(
      /^([a-z-]+:)?([^/]+)/,
      (_, kind = '', name) => kind + (paths.get(logicalIds.get(name) ?? '') ?? name),
    );
    return [{ ...call, functionName, resource: named }];
  });
}
