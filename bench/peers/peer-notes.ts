/** What the tables compare, and what they do not. */
export const queueNotes = `- Every job does nothing: payload \`{}\`, no result, three attempts at most. It is enqueued by a call of its own, and its status
  is looked up by its id.
- *Enqueue to done*: one job at a time, looked up each millisecond until it is done. *Jobs*: from the first call until
  every one is known to be done, by as many callers at once as \`callers\` says. *Enqueued* is the first part of
  that, while workers run. *Look-ups*: each job once, by the same callers.
- Each measurement has an empty store and a process of its own, which makes the calls and is warmed up by a
  tenth of the jobs and rests for a second. Jobs run in other processes: Errand's own, one worker process of each peer. Errand as a library is the
  server too.
- *On the disk*: PostgreSQL by its defaults, Redis with \`appendfsync always\`, SQLite with \`synchronous=FULL\` for all but what a duplicate makes good. With
  \`appendfsync everysec\`, the default, what Redis has acknowledged in the last second can be lost with the machine.
- BullMQ works on 100 jobs at once, as Errand's queue at most (ten batches of ten); pg-boss with \`LISTEN\` and ten
  fetches of ten that go on while there is more; graphile-worker by the settings of its page about performance (24 at
  once, a local queue of 500). Both have a connection to PostgreSQL for each caller.
- graphile-worker deletes a job that has succeeded: its look-up finds no row, where the others find a record. Errand keeps
  record, history and statistics of each job, and its job checks the payload against a schema.
- Bulk calls of the peers are not used, nor is Errand's.`;

export const emulatorNotes = `- Errand's own stack on the emulators, deployed as its tests do it. The client is the same as for the local server, and
  makes fewer jobs where they take so much longer.
- serverless-offline, by osls, which goes on with Serverless 3 and asks for no login, has API Gateway and Lambda. Table and
  queues are those of the stack on a MiniStack, whose own Lambda gets no messages. The functions are the stack's bundles with
  the environment that it gives them, but for the limit of a key, which is the local server's.
- Its queues come by serverless-offline-sqs, which runs one batch of a queue after the other. It waits up to 5 s for a
  batch of ten, as the stack has it, to fill; one of one message it runs at once. What a function hands back for another
  delivery (\`batchItemFailures\`) it deletes with the rest; jobs that do nothing are never handed back.
- An emulator is made to show what AWS does, not to be fast. The figures say what a local run by one costs.`;
