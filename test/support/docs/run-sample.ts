import type { JobType } from '../../../exports/errand.ts';
import { runJob } from '../../../exports/testing.ts';

/** One attempt of a job type that a page shows. */
export interface Sample {
  /** Path of the module, and the name under which it exports the job type. */
  readonly module: string;
  readonly name: string;
  readonly payload: unknown;
  /** The status that every server answers. @default 200 */
  readonly answer?: number;
}

/** What came of it: the result, or the name of the error. */
export type SampleEnd = { readonly result: unknown } | { readonly error: string };

/** Runs the samples of the first argument, and prints their ends as JSON. A process of its own has its own `fetch`. */
const samples: readonly Sample[] = JSON.parse(process.argv[2] ?? '[]');
const ends: SampleEnd[] = [];
for (const sample of samples) ends.push(await endOf(sample));
process.stdout.write(JSON.stringify(ends));

async function endOf({ module, name, payload, answer = 200 }: Sample): Promise<SampleEnd> {
  globalThis.fetch = async () => new Response('{}', { status: answer });
  const exported: Record<string, JobType> = await import(module);
  const type = exported[name];
  if (type === undefined) throw new Error(`${module} does not export ${name}`);
  try {
    return { result: (await runJob(type, payload)).result };
  } catch (error) {
    return { error: error instanceof Error ? error.name : String(error) };
  }
}
