/** Brings a database from one `user_version` to the next. */
export interface SchemaStep {
  readonly sql: string;
  /** From this step on the database is closed to releases that do not know the step. @default false */
  readonly closes?: true;
}

/**
 * Step n leads to `user_version` n. A step that was released never changes: whatever comes later is a step of
 * its own, and adds. A new column may be empty or has a default, a new table may stay empty: the release
 * before goes on to write its rows as it knows them. Only after a release that can do without what goes may a
 * step take something away, and then it `closes`.
 */
export const schemaSteps: readonly SchemaStep[] = [
  {
    sql: `
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
  },
  {
    sql: 'CREATE TABLE paused_queues (queue TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;',
  },
  {
    sql: `
  CREATE TABLE shards (
    shard INTEGER NOT NULL PRIMARY KEY,
    owner TEXT,
    until INTEGER,
    note TEXT
  ) STRICT;
  `,
  },
  {
    sql: `
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
  },
  // What a release reads before it works on a database that is newer than itself: the `user_version` that it
  // has to know at least.
  {
    sql: `
  CREATE TABLE compatibility (oldest INTEGER NOT NULL) STRICT;
  INSERT INTO compatibility VALUES (5);
  `,
  },
  // A trigger, so that the lines go with their job whichever release removes it.
  {
    sql: `
  CREATE TABLE log_lines (
    job TEXT NOT NULL,
    number INTEGER NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (job, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER records_lines AFTER DELETE ON records
  BEGIN DELETE FROM log_lines WHERE job = OLD.id; END;
  `,
  },
];
