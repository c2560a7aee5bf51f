import { emulatorPeers } from './peers/emulator-participants.ts';
import { errandAsLibrary, errandOverHttp } from './peers/errand-participants.ts';
import type { LeftOut, Participant } from './peers/participant.ts';
import { emulatorNotes, queueNotes } from './peers/peer-notes.ts';
import { peerTable, targetTable } from './peers/peer-table.ts';
import { queuePeers } from './peers/queue-participants.ts';
import { columns, figuresOf, type Line, ratiosOf, runRounds } from './peers/run-rounds.ts';
import { type Peer, startParticipants } from './peers/start-participants.ts';
import { benchOptions } from './support/bench-options.ts';
import { type Figure, summaryOf } from './support/figure.ts';
import { loadNow, thisMachine } from './support/machine.ts';
import { printHeading } from './support/print-report.ts';

// The local server beside other queues, and beside emulators of AWS, on the same job that does nothing, in turns.
const { json, numbers, only } = benchOptions(
  { rounds: 5, jobs: 10_000, light: 100, callers: 32, 'emulator-jobs': 500, 'emulator-light': 20 },
  { parts: ['queues', 'emulators'] },
);
const { rounds, callers } = numbers;
const usualLoad = { jobs: numbers.jobs, lightJobs: numbers.light, callers };
// They take a hundred times as long.
const emulatorLoad = {
  jobs: numbers['emulator-jobs'],
  lightJobs: numbers['emulator-light'],
  callers,
};

const machine = thisMachine();
const leftOut: LeftOut[] = [];
const besideQueues = only.includes('queues')
  ? await measureBeside([errandAsLibrary, errandOverHttp], queuePeers, usualLoad)
  : [];
const besideEmulators = only.includes('emulators')
  ? await measureBeside([errandOverHttp], emulatorPeers, emulatorLoad)
  : [];
const targets = [...queueTargets(besideQueues), ...emulatorTargets(besideEmulators)];
report();
for (const { title, reason } of leftOut) console.error(`${title} is left out. ${reason}`);
// Whoever asked for all of them has not got what was asked for.
if (leftOut.length > 0) process.exitCode = 1;

/** Ours by the usual load. */
async function measureBeside(
  ours: readonly Participant[],
  peers: readonly Peer[],
  peerLoad: typeof usualLoad,
): Promise<readonly Line[]> {
  const started = await startParticipants(peers);
  leftOut.push(...started.leftOut);
  try {
    return await runRounds([...ours, ...started.participants], rounds, (participant) =>
      ours.includes(participant) ? usualLoad : peerLoad,
    );
  } finally {
    for (const { stop } of started.participants) await stop();
  }
}

function queueTargets(lines: readonly Line[]): readonly Figure[] {
  const [library, http] = lines.map(figuresOf);
  if (library === undefined || http === undefined) return [];
  return [
    { ...library.jobs, target: { atLeast: 3_000 } },
    { ...library.p50, target: { atMost: 3 } },
    { ...http.jobs, target: { atLeast: 1_500 } },
    { ...http.p50, target: { atMost: 5 } },
  ];
}

function emulatorTargets([ours, ...emulators]: readonly Line[]): readonly Figure[] {
  const localstack = emulators.find(({ participant }) => participant.title === 'LocalStack');
  if (ours === undefined || localstack === undefined) return [];
  return [
    {
      what: 'Errand, HTTP: jobs, as many times as on LocalStack',
      unit: '',
      values: ratiosOf(ours, localstack),
      target: { atLeast: 20 },
    },
  ];
}

function report(): void {
  if (!json) {
    printHeading(machine, numbers);
    const parts = [
      ...(besideQueues.length > 0 ? [peerTable(besideQueues), queueNotes] : []),
      ...(besideEmulators.length > 0 ? [peerTable(besideEmulators), emulatorNotes] : []),
    ];
    console.log([targetTable(targets), ...parts].join('\n\n'));
    return;
  }
  const figures = [...besideQueues, ...besideEmulators].map((line) => {
    const figuresOfLine = figuresOf(line);
    const measured = columns.map((column) => summaryOf(figuresOfLine[column]));
    return { ...line.participant, figures: measured };
  });
  const settings = { machine, loadAfter: loadNow(), settings: numbers };
  const all = { ...settings, figures, targets: targets.map(summaryOf), leftOut };
  console.log(JSON.stringify(all, undefined, 2));
}
