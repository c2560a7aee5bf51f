import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { callsOfStack } from './calls-of-stack.ts';
import {
  comparePermissions,
  idleGrants,
  type PermissionLine,
  refusedCalls,
} from './compare-permissions.ts';
import { stackFunctions } from './stack-functions.ts';
import type { StackTemplate } from './stack-template.ts';
import type { RecordedCall } from './start-recorder.ts';

export interface Deployment {
  readonly stackName: string;
  /** Where CDK has written its template. */
  readonly assembly: string;
  /** The logical ids of its event source mappings, by their ids. */
  readonly mappings: ReadonlyMap<string, string>;
}

export interface PermissionsCheck {
  /** Both sides, a line for each action. */
  readonly table: string;
  /** A sentence for each action that is called and not granted. */
  readonly refused: readonly string[];
  /** A sentence for each that is granted, and not called for no reason. Of a part of the flows: too many. */
  readonly idle: readonly string[];
}

/** Compares what the functions of a stack called with what its template grants them. */
export async function checkPermissions(
  { stackName, assembly, mappings }: Deployment,
  recorded: readonly RecordedCall[],
): Promise<PermissionsCheck> {
  const file = path.join(assembly, `${stackName}.template.json`);
  const template: StackTemplate = JSON.parse(await readFile(file, 'utf8'));
  const functions = stackFunctions(template);
  const calls = callsOfStack(recorded, { stackName, template, functions, mappings });
  const lines = comparePermissions(functions, calls);
  return { table: tableOf(lines), refused: refusedCalls(lines), idle: idleGrants(lines) };
}

function tableOf(lines: readonly PermissionLine[]): string {
  const rows = lines.map(({ functionName, resource, action, granted, called, reason = '' }) => [
    functionName,
    resource,
    action,
    granted ? 'granted' : 'NOT GRANTED',
    called > 0 ? `called ${called} times` : `not called: ${reason || 'NO REASON'}`,
  ]);
  const widths = [0, 1, 2, 3].map((place) =>
    Math.max(...rows.map((row) => row[place]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((cell, place) => cell.padEnd(widths[place] ?? 0)).join('  '))
    .join('\n');
}
