import { day, second } from '../core/duration.ts';
import { defaultRetention, type Retention } from '../core/job-record.ts';
import type { Shards } from './index-keys.ts';
import { queueUrlsIn } from './queue-addresses.ts';
import type { QueueUrls } from './sqs-queues.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the stack tells a function about the rest of it. */
export interface AwsSettings {
  readonly tableName: string;
  readonly queues: Readonly<Record<string, QueueUrls>>;
  readonly shards: Shards;
  readonly retention: Retention;
  /** How long a caller may wait for a job, in milliseconds. */
  readonly longestWaitMs: number;
  /** Of a worker: the queue whose jobs it runs. */
  readonly queueName?: string;
}

/** Throws a sentence that names the variable and its value. */
export function awsSettings(environment: Environment): AwsSettings {
  const queues = queuesIn(environment);
  const { done, failed } = defaultRetention;
  return {
    tableName: required(environment, 'TABLE_NAME'),
    queues,
    shards: {
      due: wholeNumber(environment, 'DUE_SHARDS'),
      timeline: wholeNumber(environment, 'TIMELINE_SHARDS'),
    },
    retention: {
      done: wholeNumber(environment, 'RECORDS_DONE_DAYS', done / day) * day,
      failed: wholeNumber(environment, 'RECORDS_FAILED_DAYS', failed / day) * day,
    },
    longestWaitMs: wholeNumber(environment, 'LONGEST_WAIT_SECONDS', 20) * second,
    ...queueIn(environment, queues),
  };
}

export function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(`The environment variable ${name} is missing: the stack sets it`);
}

function wholeNumber(environment: Environment, name: string, fallback?: number): number {
  if (environment[name] === undefined && fallback !== undefined) return fallback;
  const value = required(environment, name);
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new Error(
    `Expected the environment variable ${name} to be a whole number from 1 on, got '${value}'`,
  );
}

function queuesIn(environment: Environment): Readonly<Record<string, QueueUrls>> {
  const value = required(environment, 'QUEUES');
  const queues = queueUrlsIn(parsed(value));
  if (queues !== undefined) return queues;
  throw new Error(
    `Expected the environment variable QUEUES to be JSON such as {"at":"https://…/","names":{"default":["…","…"]}}, got '${value}'`,
  );
}

/** Undefined if it is not JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function queueIn(
  { QUEUE: queueName }: Environment,
  queues: Readonly<Record<string, QueueUrls>>,
): { queueName?: string } {
  if (queueName === undefined) return {};
  if (Object.hasOwn(queues, queueName)) return { queueName };
  throw new Error(
    `The environment variable QUEUE is '${queueName}', which QUEUES does not have (it has: ${Object.keys(queues).join(', ')})`,
  );
}
