import { errandAsLibrary, errandOverHttp } from './peers/errand-participants.ts';
import type { LeftOut, Participant } from './peers/participant.ts';
import { peerTable, targetTable } from './peers/peer-table.ts';
import { queuePeers, startQueuePeer } from './peers/queue-participants.ts';
import { columns, figuresOf, type Line, runRounds } from './peers/run-rounds.ts';
import { NotInstalledError } from './peers/servers/peer-server.ts';
import { benchOptions } from './support/bench-options.ts';
import { type Figure, summaryOf } from './support/figure.ts';
import { loadNow, thisMachine } from './support/machine.ts';
import { printHeading } from './support/print-report.ts';

// The local server beside other queues, on the same job that does nothing, in turns on one machine.
const { json, numbers } = benchOptions({ rounds: 5, jobs: 10_000, light: 100, callers: 32 });
const { rounds, jobs, light: lightJobs, callers } = numbers;
const machine = thisMachine();
const leftOut: LeftOut[] = [];
const lines = await besideQueues();
const targets = targetsOf(lines);

if (json) {
  const figures = lines.map(({ participant, ...line }) => ({
    ...participant,
    figures: columns.map((column) => summaryOf(figuresOf({ participant, ...line })[column])),
  }));
  const report = { machine, loadAfter: loadNow(), settings: numbers, figures, leftOut };
  console.log(JSON.stringify({ ...report, targets: targets.map(summaryOf) }, undefined, 2));
} else {
  printHeading(machine, numbers);
  console.log([peerTable(lines), targetTable(targets)].join('\n\n'));
}
for (const { title, reason } of leftOut) console.error(`${title} is left out. ${reason}`);
// Whoever asked for all of them has not got what was asked for.
if (leftOut.length > 0) process.exitCode = 1;

async function besideQueues(): Promise<readonly Line[]> {
  const participants: Participant[] = [errandAsLibrary, errandOverHttp];
  try {
    for (const peer of queuePeers) {
      const started = await startQueuePeer(peer).catch((error: unknown) => {
        if (!(error instanceof NotInstalledError)) throw error;
        leftOut.push({ title: peer.title, reason: error.message });
      });
      if (started !== undefined) participants.push(started);
    }
    return await runRounds(participants, rounds, () => ({ jobs, lightJobs, callers }));
  } finally {
    for (const { stop } of participants) await stop();
  }
}

function targetsOf([library, http]: readonly Line[]): readonly Figure[] {
  if (library === undefined || http === undefined) return [];
  const [asLibrary, overHttp] = [figuresOf(library), figuresOf(http)];
  return [
    { ...asLibrary.jobs, target: { atLeast: 3_000 } },
    { ...asLibrary.p50, target: { atMost: 3 } },
    { ...overHttp.jobs, target: { atLeast: 1_500 } },
    { ...overHttp.p50, target: { atMost: 5 } },
  ];
}
