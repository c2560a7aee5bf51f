/** Granted actions that no flow has a function call, and who calls them, or when. */
export interface Uncalled {
  /** Function and resource, with a space in between: `Worker-default/Worker Queue-default/Queue`. */
  readonly where: RegExp;
  readonly actions: readonly string[];
  /** A phrase for the list of permissions. */
  readonly reason: string;
}

export const uncalled: readonly Uncalled[] = [
  {
    where: /\/Logs$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: 'Lambda, for what the function prints',
  },
  {
    where: /^(Worker-.+|DeadLetters.+) Queue-/,
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    reason: 'the event source, in the name of the function',
  },
  {
    where: /^Worker-errand\/Worker Queue-(?!errand\/)/,
    actions: ['sqs:SendMessage'],
    reason: 'a retry of many, for jobs of this queue',
  },
  {
    where: /^(Worker-(errand.*)\/Worker Queue-\2|Scheduler\/Scheduler Queue-errand)\//,
    actions: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'],
    reason: "Errand's own jobs that are tried again, or go on in another attempt",
  },
  {
    where: /^DeadLetters\/DeadLetter Queue-errand/,
    actions: ['sqs:ChangeMessageVisibility'],
    reason: "dead messages of Errand's own jobs, under a live lease",
  },
  {
    where: /^Worker-errand-schedules\/Worker Queue-/,
    actions: ['sqs:SendMessage'],
    reason: 'schedules of jobs of this queue, and times that are fired again',
  },
  {
    where: /^Scheduler\/Scheduler (Jobs\/Table$|Queue-errand-schedules\/)/,
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'sqs:SendMessage'],
    reason: 'schedules that last for longer than a flow, and those in code',
  },
  {
    where: /^Worker-([^/]+)\/Worker Queue-(?!\1\/)/,
    actions: ['sqs:SendMessage'],
    reason: 'jobs that enqueue jobs of another queue; none of those that ship does',
  },
  {
    where: /^Api\/Api \*$/,
    actions: ['cloudwatch:GetMetricData'],
    reason:
      "the client in Lambda's runtime, which no emulator has, for the age of the oldest message",
  },
];
