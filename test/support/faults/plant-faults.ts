import { cpSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalServer } from '../local-server/start-local-server.ts';
import { askUntil } from './ask-until.ts';
import { type Faults, noFaults } from './faulty-ports.ts';
import type { Stage } from './stage.ts';

/** Makes the servers of a stage take faults. Returns how to set those of one that runs. */
export function plantFaults({ root, change }: Stage, seed: number) {
  for (const file of ['faulty-ports.ts', '../../../testing/world/seeded-random.ts']) {
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(root, 'local', basename(file)));
  }
  const file = join(root, 'faults.json');
  const world = 'local/local-world.ts';
  const planted = `import { faultyPorts } from './faulty-ports.ts';
import { seededRandom } from './seeded-random.ts';
`;
  const importing = "import { recordChanges } from './record-changes.ts';\n";
  change(world, importing, `${planted}${importing}`);
  const store = 'new SqliteStore(database)';
  const settings = `{ file: ${JSON.stringify(file)}, execute: (sql) => database.database.exec(sql), write, random: seededRandom(${seed}) }`;
  const line = `  const { store, changed } = recordChanges(${store});\n`;
  const faulty = line.replace(store, `faulty.around(${store}, 'store')`);
  change(world, line, `  const faulty = faultyPorts(${settings});\n${faulty}`);
  const queue = 'new SqliteQueue(database, clock, { queues })';
  change(world, queue, `faulty.around(${queue}, 'queue')`);
  // What a lost call leaves behind comes back with the end of its visibility, which is long for a test.
  const margin = 'visibilityMargin = 30 * second';
  change('functions/core/queue-settings.ts', margin, 'visibilityMargin = 3 * second');
  change('functions/jobs/queues.ts', "timeout: '20s'", "timeout: '14s'");
  change('functions/jobs/demo.ts', "timeout: '10s'", "timeout: '4s'");

  return async (server: LocalServer, faults: Partial<Faults>): Promise<void> => {
    const text = JSON.stringify({ ...noFaults, ...faults });
    const before = server.output().length;
    writeFileSync(file, text);
    server.signal('SIGUSR2');
    await askUntil('the server to take the faults', () =>
      server.output().includes(`Faults are now ${text}`, before) ? true : undefined,
    );
  };
}
