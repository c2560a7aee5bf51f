/** A change to one file of the protocol that makes it wrong. */
export interface PlantedFault {
  readonly name: string;
  /** In `functions/core`. */
  readonly file: string;
  /** Each text is there exactly once, or the fault is out of date. */
  readonly edits: readonly (readonly [text: string, replacement: string])[];
}

/** What the simulation has to find. */
export const plantedFaults: readonly PlantedFault[] = [
  without('the claim forgets the hash', 'claim.ts', "['hash', '=', message.hash],"),
  without('the claim forgets the ticket', 'claim.ts', "['ticket', '<=', message.ticket],"),
  without('the claim forgets the attempts', 'claim.ts', "['attempt', 'below', 'maxAttempts'],"),
  without('the claim forgets the cancel', 'claim.ts', "['cancelRequestedAt', 'absent'],"),
  without('the claim comes before its time', 'claim.ts', "['runAt', '<=', now],"),
  without('the claim forgets the lease', 'claim.ts', "['leaseUntil', '<=', now],"),
  without('the claim counts no attempt', 'claim.ts', 'countAttempt: true,'),
  {
    name: 'the claim does not know its own lost answer',
    file: 'claim.ts',
    edits: [['record.owner === claimant.owner', 'false']],
  },
  {
    name: 'a message a little early is dropped',
    file: 'claim.ts',
    edits: [['if (runAt - now > 10 * minute)', 'if (runAt > now)']],
  },
  {
    name: 'a record is made before its time',
    file: 'claim.ts',
    edits: [['message.runAt !== undefined && message.runAt > now', 'false']],
  },
  {
    name: 'the owner has no position in the batch',
    file: 'batch.ts',
    edits: [[`\`\${batch.invocation}#\${place}\``, 'batch.invocation']],
  },
  {
    name: 'a settle forgets which attempt it belongs to',
    file: 'end-record.ts',
    edits: [
      ["['attempt', '=', attempt],", ''],
      ["['owner', '=', owner ?? ''],", ''],
    ],
  },
  {
    name: 'a settle forgets the cancel',
    file: 'settle.ts',
    edits: [["[...when, ['cancelRequestedAt', 'absent']]", 'when']],
  },
  {
    name: 'the results of all attempts have one name',
    file: 'settle.ts',
    edits: [
      [`\`RESULT#\${attempt}\`, result`, '`RESULT#0`, result'],
      ['return pointingTo(attempt, change);', 'return pointingTo(0, change);'],
    ],
  },
  without(
    'a retry that could not be sent is not put into the due index',
    'settle.ts',
    '...(sent?.ok !== true && { dueAt: runAt }),',
  ),
  {
    name: 'a failed settle counts as a failed job',
    file: 'work-off.ts',
    edits: [
      [
        'await settle(ports, record, { ...ended, until });',
        `await settle(ports, record, { ...ended, until: 0 }).catch((cause) => settle(ports, record, {
          ...ended, until, outcome: { status: 'failed', error: { code: 'threw', name: 'Error',
          message: String(cause), attempt: record.attempt, at: 0 } } }));`,
      ],
    ],
  },
  {
    name: 'the message of an attempt that was overtaken is deleted',
    file: 'work-off.ts',
    edits: [
      ['if (!settlement.settled) return soon(ports);', "if (!settlement.settled) return 'done';"],
    ],
  },
  {
    name: 'a message whose work failed is deleted',
    file: 'run-batch.ts',
    edits: [
      [
        'return { seconds: Math.ceil(longest / 2 + (longest / 2) * ports.random()) };',
        "return 'done';",
      ],
    ],
  },
  {
    name: 'suspects run side by side',
    file: 'run-batch.ts',
    edits: [
      [
        'for (const suspect of suspects) {',
        'await Promise.all(suspects.map(one)); for (const suspect of [] as Item[]) {',
      ],
    ],
  },
  {
    name: 'a suspect starts beside code that outlived its attempt',
    file: 'run-batch.ts',
    edits: [['runaways.size === 0', 'true']],
  },
  {
    name: 'suspects run beside all others',
    file: 'batch.ts',
    edits: [
      ['readable.filter((item) => !attempts.has(item))', 'readable'],
      ['[...attempts].sort(([, a], [, b]) => a - b).map(([item]) => item)', '[]'],
    ],
  },
  {
    name: 'a final record still listens to messages',
    file: 'is-stale.ts',
    edits: [['isFinal(record.status) ||', '']],
  },
  {
    name: 'an overtaken message still counts',
    file: 'is-stale.ts',
    edits: [['|| record.ticket > message.ticket', '']],
  },
  {
    name: 'a message that could not be sent counts as accepted',
    file: 'enqueue.ts',
    edits: [['[bodies.get(draft), sent.get(draft)]', '[bodies.get(draft)]']],
  },
  {
    name: 'a job for later is not put into the due index',
    file: 'enqueue.ts',
    edits: [
      [
        'isLater ? { ...draft.record, dueAt: draft.record.runAt ?? now } : draft.record',
        'draft.record',
      ],
    ],
  },
  without(
    'a job for later is accepted without its record',
    'enqueue.ts',
    "if (isLater) return { outcome: 'unavailable', reason: String(error) };",
  ),
  without(
    'a key is used again for another payload',
    'enqueue.ts',
    "if (existing.hash !== record.hash) return { outcome: 'conflict', job: existing };",
  ),
  {
    name: 'what was not sent is taken out of the due index',
    file: 'dispatch-due.ts',
    edits: [['sent[place]?.ok === true', 'sent.length >= 0 && place >= 0']],
  },
  {
    name: 'a due job is taken out before it is sent',
    file: 'dispatch-due.ts',
    edits: [
      [
        'const messages = records.map((record) => ({',
        `await Promise.allSettled(records.map((record) => takeOut(ports, record)));
  const messages = records.map((record) => ({`,
      ],
    ],
  },
  {
    name: 'another time is taken out of the due index',
    file: 'dispatch-due.ts',
    edits: [
      ["['ticket', '=', record.ticket],", ''],
      ["['dueAt', '=', record.dueAt ?? 0],", ''],
    ],
  },
  {
    name: 'a move by hand takes the next ticket',
    file: 'move-by-hand.ts',
    edits: [['ticket: record.ticket + 2', 'ticket: record.ticket + 1']],
  },
  {
    name: 'a move by hand does not look at what it moves',
    file: 'move-by-hand.ts',
    edits: [
      ["['status', '=', record.status],", ''],
      ["['ticket', '=', record.ticket],", ''],
    ],
  },
  {
    name: 'a cancel does not look whether the job waits',
    file: 'cancel.ts',
    edits: [
      ["['status', 'in', waitingStatuses],", ''],
      ["['ticket', '=', record.ticket],", ''],
      ["['attempt', '=', record.attempt],", ''],
    ],
  },
  without(
    'a dead letter ends a job under a live lease',
    'bury-message.ts',
    "if (lease > 0) return { outcome: 'leave', seconds: Math.ceil(lease / second) };",
  ),
  without(
    'a dead letter ends a job that has gone on',
    'bury-message.ts',
    "if (isStale(message, record)) return { outcome: 'drop' };",
  ),
  {
    name: 'a final job stays in the due index',
    file: 'end-record.ts',
    edits: [["'leaseUntil', 'dueAt', 'outcomeAt'", "'leaseUntil', 'outcomeAt'"]],
  },
  {
    name: 'a failed job is not listed as failed',
    file: 'end-record.ts',
    edits: [['error: end.error, failedAt: now', 'error: end.error']],
  },
];

function without(name: string, file: string, text: string): PlantedFault {
  return { name, file, edits: [[text, '']] };
}
