/** What a person sees who has just started the server. The second command works as it stands. */
export function welcome({
  port,
  key,
  folder,
  virtualClock,
  paused,
}: {
  readonly port: number;
  readonly key: string;
  readonly folder: string;
  readonly virtualClock: boolean;
  readonly paused: readonly string[];
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

  A first job, and its result:

curl ${address}/v1/jobs -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' -H 'Prefer: wait=10' -d '{"type":"demo","payload":{"echo":"hello"}}'

`;
}
