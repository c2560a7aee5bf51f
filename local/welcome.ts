import type { ExampleJob } from '../functions/openapi/example-job.ts';

/** What a person sees who has just started the server. Its command works as it stands. */
export function welcome({
  port,
  key,
  folder,
  virtualClock,
  paused,
  example,
}: {
  readonly port: number;
  readonly key: string;
  readonly folder: string;
  readonly virtualClock: boolean;
  readonly paused: readonly string[];
  readonly example: ExampleJob | undefined;
}): string {
  const address = `http://127.0.0.1:${port}`;
  const clock = virtualClock
    ? '\n  Clock    virtual: POST /v1/clock/advance { "by": "1h" } moves it'
    : '';
  const waiting =
    paused.length === 0
      ? ''
      : `\n  Paused   ${paused.join(', ')}: POST /v1/queues/{name}/resume lets its jobs run`;
  return `
  Errand is ready
  Address  ${address}/v1
  Key      ${key}
  Browser  ${address}/v1/dashboard#key=${encodeURIComponent(key)}
  Data     ${folder}${clock}${waiting}

${firstCommand(address, key, example)}

`;
}

function firstCommand(address: string, key: string, example: ExampleJob | undefined): string {
  const authorization = `-H 'Authorization: Bearer ${key}'`;
  if (example === undefined) {
    return `  What the job types take:\n\ncurl ${address}/v1/types ${authorization}`;
  }
  // Within quotes of a shell, one of its own quotes has to end and begin them anew.
  const body = JSON.stringify(example).replaceAll("'", "'\\''");
  return `  A first job, and its result:\n\ncurl ${address}/v1/jobs ${authorization} -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '${body}'`;
}
