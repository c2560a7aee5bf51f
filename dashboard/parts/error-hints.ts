/** What a code means for whoever has to do something about it. */
export const errorHints: Readonly<Record<string, string>> = {
  threw: 'The code of the job threw this.',
  permanent: 'The code of the job said that another attempt would not help.',
  'timed-out': 'The attempt took longer than the timeout of its job type.',
  crashed: 'The log of the worker may say more.',
  'dead-lettered': 'The message came back too often without an attempt that ended.',
  'invalid-payload': 'The payload does not fit the schema that the job type has now.',
  'unknown-type': 'The worker knows no such job type. Is its release older than the job?',
  'result-too-large': 'What the job gave back is over 350,000 bytes.',
};
