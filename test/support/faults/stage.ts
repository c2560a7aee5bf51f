import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyOfRepository } from '../local-server/copy-of-repository.ts';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../local-server/start-local-server.ts';
import { noteStarts, readStarts } from './noted-starts.ts';

/** A data folder over which one server runs after the other, each from a copy of the code. */
export interface Stage {
  /** Of the copy. */
  change(file: string, before: string, after: string): void;
  /** Of the copy, with a slash at its end. */
  readonly root: string;
  start(): Promise<LocalServer>;
  /** The attempts that have begun, for each job; also those no record knows of. */
  starts(): ReadonlyMap<string, readonly number[]>;
  /** What all servers have written. */
  log(): string;
  /** Ends every process and removes every file. */
  end(): Promise<void>;
}

export function openStage(): Stage {
  const { folder, remove } = dataFolder();
  const root = join(dirname(folder), 'copy/');
  const notes = join(dirname(folder), 'starts');
  mkdirSync(root);
  const change = copyOfRepository(root);
  noteStarts(change, notes);
  // What a fault has left in the due index need not wait for the minute.
  change(
    'local/dispatch/minute-rule.ts',
    'import { day, minute }',
    'const minute = 5_000;\nimport { day }',
  );
  const servers: LocalServer[] = [];
  return {
    change,
    root,
    start: async () => {
      const server = await startLocalServer({ folder, root });
      servers.push(server);
      return server;
    },
    starts: () => readStarts(notes),
    log: () => servers.map((server) => server.output()).join(''),
    end: async () => {
      for (const server of servers) await server.killTree();
      remove();
    },
  };
}
