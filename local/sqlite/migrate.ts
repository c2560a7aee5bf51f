import type { DatabaseSync } from 'node:sqlite';

/**
 * Step n brings a database from `user_version` n - 1 to n. A step that was released never changes:
 * whatever comes later is a step of its own, and one that the release before can read.
 */
const steps = [
  `
  CREATE TABLE records (
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    created_key TEXT NOT NULL,
    failed_key TEXT,
    due_key TEXT,
    running_owner TEXT,
    expires_at INTEGER,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX records_timeline ON records (tenant, created_key);
  CREATE INDEX records_failed ON records (tenant, failed_key) WHERE failed_key IS NOT NULL;
  CREATE INDEX records_due ON records (due_key) WHERE due_key IS NOT NULL;
  CREATE INDEX records_running ON records (running_owner) WHERE running_owner IS NOT NULL;
  CREATE INDEX records_expiry ON records (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE bodies (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id, name)
  ) STRICT;
  CREATE INDEX bodies_expiry ON bodies (expires_at);

  CREATE TABLE stats (
    tenant TEXT NOT NULL,
    minute INTEGER NOT NULL,
    type TEXT NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    retried INTEGER NOT NULL,
    duration INTEGER NOT NULL,
    PRIMARY KEY (tenant, minute, type)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE keys (sha256 TEXT NOT NULL PRIMARY KEY, key TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- AUTOINCREMENT: a number that came again would make an old receipt fit a new message.
  CREATE TABLE messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    dead INTEGER NOT NULL DEFAULT 0,
    visible_at INTEGER NOT NULL,
    receive_count INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  -- With all that the depths count, so that they need not read the messages.
  CREATE INDEX messages_visible ON messages (queue, dead, visible_at, receive_count, sent_at);
  `,
  'CREATE TABLE paused_queues (queue TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;',
  `
  CREATE TABLE shards (
    shard INTEGER NOT NULL PRIMARY KEY,
    owner TEXT,
    until INTEGER,
    note TEXT
  ) STRICT;
  `,
  `
  CREATE TABLE schedules (
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    next_key TEXT,
    version TEXT NOT NULL,
    schedule TEXT NOT NULL,
    PRIMARY KEY (tenant, name)
  ) STRICT;
  CREATE INDEX schedules_firing ON schedules (next_key) WHERE next_key IS NOT NULL;
  `,
];

/** `to` is the version to stop at. @default the newest */
export function migrate(database: DatabaseSync, to = steps.length): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version > steps.length) {
    throw new Error(
      `The database is of version ${version}, and this release knows versions up to ${steps.length}: use a newer release`,
    );
  }
  for (const [index, step] of steps.slice(0, to).entries()) {
    if (index < version) continue;
    // One transaction with its number: a crash leaves the version before, whole.
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}
