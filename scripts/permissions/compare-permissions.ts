import type { StackFunction } from './stack-functions.ts';
import { type Uncalled, uncalled } from './uncalled.ts';

/** One action on one resource, from both sides. */
export interface PermissionLine {
  readonly functionName: string;
  /** By its path below the stack, or by its physical name if it is not of this stack. */
  readonly resource: string;
  readonly action: string;
  readonly granted: boolean;
  /** How often the function asked for it. */
  readonly called: number;
  /** Who calls it where no flow does. */
  readonly reason?: string | undefined;
}

/** What was recorded, in the words of the template. */
export interface StackCall {
  readonly functionName: string;
  readonly resource: string;
  readonly action: string;
  readonly times: number;
}

/** All that a function was granted or has called, sorted by function, resource and action. */
export function comparePermissions(
  functions: readonly StackFunction[],
  calls: readonly StackCall[],
): readonly PermissionLine[] {
  const lines = new Map<string, PermissionLine>();
  for (const { name, granted } of functions) {
    for (const [resource, actions] of Object.entries(granted)) {
      for (const action of actions) {
        const place = { functionName: name, resource, action };
        const reason = reasonFor(place);
        lines.set(keyOf(place), { ...place, granted: true, called: 0, reason });
      }
    }
  }
  for (const { times, ...place } of calls) {
    const line = lines.get(keyOf(place)) ?? { ...place, granted: false, called: 0 };
    lines.set(keyOf(place), { ...line, called: line.called + times });
  }
  return [...lines].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
}

/** A sentence for each action that is called and not granted. */
export function refusedCalls(lines: readonly PermissionLine[]): readonly string[] {
  return lines
    .filter(({ granted }) => !granted)
    .map((line) => `${sayingOf(line)} is called and not granted: AWS would refuse it`);
}

/** A sentence for each action that is granted, was never called, and has no reason. */
export function idleGrants(lines: readonly PermissionLine[]): readonly string[] {
  return lines
    .filter(({ granted, called, reason }) => granted && called === 0 && reason === undefined)
    .map(
      (line) =>
        `${sayingOf(line)} is granted and was never called: take the grant away, have a flow reach it, or give the reason in scripts/permissions/uncalled.ts`,
    );
}

/** Those that have become wrong: no function has such a grant. */
export function idleReasons(functions: readonly StackFunction[]): readonly Uncalled[] {
  const lines = comparePermissions(functions, []);
  return uncalled.filter((each) => !lines.some((line) => isAbout(each, line)));
}

function sayingOf({ functionName, resource, action }: PermissionLine): string {
  return `${functionName}: ${action} on ${resource}`;
}

type Place = Pick<PermissionLine, 'functionName' | 'resource' | 'action'>;

function reasonFor(place: Place): string | undefined {
  return uncalled.find((each) => isAbout(each, place))?.reason;
}

function isAbout({ where, actions }: Uncalled, { functionName, resource, action }: Place): boolean {
  return actions.includes(action) && where.test(`${functionName} ${resource}`);
}

function keyOf({ functionName, resource, action }: Place): string {
  return [functionName, resource, action].join('\n');
}
