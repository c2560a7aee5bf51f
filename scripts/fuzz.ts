import { parseArgs } from 'node:util';
import { type FuzzRound, runSchemathesis } from './fuzz/run-schemathesis.ts';
import { type StartedServer, startServer } from './fuzz/start-server.ts';
import { lineOf } from './targets/line-of.ts';
import { stopOnSignal } from './targets/stop-on-signal.ts';

/** More than are ever needed: a round that sends next to nothing must not go on for ever. */
const mostRounds = 40;

/**
 * Sends a local server of its own at least `--requests` requests, made from its OpenAPI document and
 * `--seed`, some of which fit it and some do not. Exit code 1 if an answer is a 5xx or not as the document
 * says, if what does not fit is accepted, or if the server has logged an error.
 */
async function main(): Promise<number> {
  const { requests, seed } = options();
  const server = await startServer();
  stopOnSignal(server.stop);
  try {
    await pauseJobs(server);
    const faults = await fuzz(server, requests, seed);
    const errors = server
      .output()
      .split('\n')
      .filter((line) => /^\S+ error /.test(line));
    for (const line of errors.slice(0, 20)) console.error(`The server has logged: ${line}`);
    return faults + errors.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
}

function options(): { readonly requests: number; readonly seed: number } {
  const { values } = parseArgs({
    options: {
      requests: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
    },
  });
  return {
    requests: wholeNumber('requests', values.requests),
    seed: wholeNumber('seed', values.seed),
  };
}

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`Expected --${name} to be a whole number from 1 to 9999999, got '${text}'`);
}

/** Answers how many rounds have found a fault. */
async function fuzz(server: StartedServer, wanted: number, seed: number): Promise<number> {
  let sent = 0;
  let faults = 0;
  for (let round = 0; round < mostRounds && sent < wanted; round += 1) {
    const { requests, passed } = await runSchemathesis(server, roundOf(seed, round));
    sent += requests;
    if (!passed) faults += 1;
  }
  console.log(
    `\n${sent} requests, seed ${seed}: ${faults === 0 ? 'nothing found' : 'faults found'}`,
  );
  if (sent < wanted) throw new Error(`Only ${sent} of ${wanted} requests were sent`);
  return faults;
}

/** The first has the boundaries of every schema, which are the same each time. */
function roundOf(seed: number, round: number): FuzzRound {
  return round === 0
    ? { seed, phases: ['examples', 'coverage', 'fuzzing', 'stateful'], examples: 10 }
    : { seed: seed + round, phases: ['fuzzing', 'stateful'], examples: 50 };
}

/** Errand's own go on. The others would be run with payloads that were made at random. */
async function pauseJobs({ url, key }: StartedServer): Promise<void> {
  const headers = { Authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/queues`, { headers });
  const { queues } = (await response.json()) as { queues: readonly { name: string }[] };
  for (const { name } of queues.filter((queue) => !/^errand(-|$)/.test(queue.name))) {
    const paused = await fetch(`${url}/queues/${name}/pause`, { method: 'POST', headers });
    if (!paused.ok) throw new Error(`Queue '${name}' cannot be paused: ${await paused.text()}`);
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(lineOf(error));
  return 1;
});
