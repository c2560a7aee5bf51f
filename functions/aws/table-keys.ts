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
