import { readFileSync } from 'node:fs';
import { type Profiler, Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';
import { invocationContext } from '../../local/dispatch/invocation-context.ts';
import { tableText } from '../support/table.ts';
import type { Case } from './cases.ts';
import { type Subjects, stagesOfOne } from './run-case.ts';

/** Microseconds between two looks at the stack. */
const interval = 200;
/** What takes less than this of a job, in milliseconds, is put together. */
const least = 0.005;

export interface Length {
  readonly rounds: number;
  /** Of each round. */
  readonly invocations: number;
}

/**
 * Where the time of a job goes: by module, that of the function beside that of its calls made alone. Samples go by the
 * clock on the wall, so the two take turns: what else the machine does falls to both.
 */
export async function profiled(
  one: Case,
  subjects: Subjects,
  { rounds, invocations }: Length,
): Promise<string> {
  const { handler, replay, standIn } = subjects;
  const { name } = one;
  const context = () =>
    invocationContext(crypto.randomUUID(), { name, timeout: 20_000, memory: 512 });
  const stages = await stagesOfOne(one, subjects);
  const inHandler = new Map<string, number>();
  const inCalls = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const events: unknown[] = [];
    for (let each = 0; each < invocations; each += 1) events.push(await one.prepare(standIn));
    await sampled(inHandler, async () => {
      for (const event of events) await handler(event, context());
    });
    await sampled(inCalls, async () => {
      for (const _ of events) await replay(stages);
    });
    await standIn.calls();
  }
  const jobs = rounds * invocations * one.jobs;
  const names = [...new Set([...inHandler.keys(), ...inCalls.keys()])];
  const parts = names
    .map(
      (name) => [name, (inHandler.get(name) ?? 0) / jobs, (inCalls.get(name) ?? 0) / jobs] as const,
    )
    .toSorted((a, b) => b[1] - b[2] - (a[1] - a[2]));
  const shown = parts.filter(([, a, b]) => Math.max(a, b) >= least);
  const rest = parts.filter(([, a, b]) => Math.max(a, b) < least);
  const sum = (of: typeof parts, at: 1 | 2) => of.reduce((total, part) => total + part[at], 0);
  const rows = [
    ...shown,
    ['the rest', sum(rest, 1), sum(rest, 2)] as const,
    ['**all**', sum(parts, 1), sum(parts, 2)] as const,
  ].map(([name, a, b]) => [name, ms(a), ms(b), ms(a - b)]);
  return tableText(['ms of a job', 'function', 'its calls alone', 'beyond'], rows);
}

function ms(value: number): string {
  return value.toFixed(3);
}

/** Adds the milliseconds of each module to `sums`. */
async function sampled(sums: Map<string, number>, run: () => Promise<void>): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval });
    await session.post('Profiler.start');
    await run();
    const { profile } = await session.post('Profiler.stop');
    addTo(sums, profile);
  } finally {
    session.disconnect();
  }
}

function addTo(
  sums: Map<string, number>,
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
): void {
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
  for (const [place, id] of samples.entries()) {
    const part = parts.get(id) ?? '';
    if (part === '(idle)') continue;
    sums.set(part, (sums.get(part) ?? 0) + (timeDeltas[place] ?? 0) / 1_000);
  }
}

/** A package, a file of the functions, or what V8 and Node call it. */
function partOf({
  functionName,
  url,
  lineNumber,
  columnNumber,
}: Profiler.Profile['nodes'][number]['callFrame']): string {
  if (url.startsWith('node:')) return 'Node';
  if (!url.endsWith('.mjs'))
    return functionName.startsWith('(') ? functionName : 'native functions';
  const { originalSource = '' } = Object(mapOf(url)?.findEntry(lineNumber, columnNumber));
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(originalSource) ?? [];
  if (name !== undefined) return name;
  const [, own] = /.*\/((?:functions|bench)\/.*)/.exec(originalSource) ?? [];
  return own ?? 'the bundle';
}

const maps = new Map<string, SourceMap>();

function mapOf(url: string): SourceMap | undefined {
  const known = maps.get(url);
  if (known !== undefined) return known;
  const map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
  maps.set(url, map);
  return map;
}
