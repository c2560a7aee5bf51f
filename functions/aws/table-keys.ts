/**
 * The names on which the table's definition and the code have to agree: keys, indexes and the attribute
 * that holds the time of deletion. All keys are strings; both indexes hold keys only.
 */
export const tableKeys = {
  partition: 'pk',
  sort: 'sk',
  /** Seconds since 1970. */
  expiry: 'x',
  timeline: { index: 'timeline', partition: 'tp', sort: 'ts' },
  attention: { index: 'attention', partition: 'ap', sort: 'as' },
} as const;

/** How the partition keys of each kind of item begin. Permissions of the stack name kinds by it. */
export const partitionPrefixes = {
  /** Its record and its bodies. */
  job: 'JOB#',
  apiKey: 'KEY#',
  stats: 'STATS#',
  schedules: 'SCHEDULES#',
  shard: 'SHARD#',
} as const;

export type ItemKind = keyof typeof partitionPrefixes;
