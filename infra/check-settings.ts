import { Token } from 'aws-cdk-lib';
import type { IamCaller } from '../functions/api/iam-access.ts';
import { type TokenIssuer, tokenIssuerFaults } from '../functions/api/tokens/token-issuer.ts';
import { cronerCalendar } from '../functions/calendar/croner-calendar.ts';
import { day, minute, second } from '../functions/core/duration.ts';
import { fixedScheduleFaults } from '../functions/core/fixed-schedules.ts';
import type { Retention } from '../functions/core/job-record.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import { isSystemQueue, type QueueSettings } from '../functions/core/queue-settings.ts';
import { isTenantName, tenantForm } from '../functions/core/tenant-name.ts';
import { originFault } from '../functions/core/web-origins.ts';
import type { GatewayKind } from './constructs/jobs-api.ts';

/** How long SQS keeps a message at most, and our queues do. */
export const messageRetention = 14 * day;

/** What the rest of a batch needs after its longest job: to settle, and to give back what is left. */
const marginOfBatch = 10 * second;

export interface Settings {
  readonly jobs: JobRegistry;
  /** Milliseconds. */
  readonly retention: Retention;
  readonly dueShards: number;
  readonly timelineShards: number;
  /** MB. */
  readonly apiMemory: number;
  readonly gateway: GatewayKind;
  readonly allowedOrigins: readonly string[];
  readonly tokenIssuer?: TokenIssuer | undefined;
  readonly iamCallers?: readonly IamCaller[];
}

/**
 * What AWS would refuse in the middle of a deployment, or accept and then lose jobs by. One sentence for
 * each fault; none if the settings are safe.
 */
export function faultsOf(settings: Settings): readonly string[] {
  const queues = Object.values(settings.jobs.queues);
  return [
    ...countFaults(queues.filter(({ name }) => !isSystemQueue(name)).length),
    ...queues.flatMap((queue) => queueFaults(queue)),
    ...queues.flatMap((queue) => timeoutFaults(queue, settings.jobs)),
    ...fixedScheduleFaults(settings.jobs, cronerCalendar()),
    ...retentionFaults(settings.retention),
    ...shardFaults(settings),
    ...memoryFaults(settings),
    ...gatewayFaults(settings),
    ...originFaults(settings.allowedOrigins),
    ...issuerFaults(settings),
    ...iamFaults(settings),
  ];
}

function countFaults(count: number): readonly string[] {
  return sentences([count < 1 && 'queues.ts defines no queue: add one, such as { default: {} }']);
}

function queueFaults({ name, memory, concurrency, batch, window }: QueueSettings) {
  return sentences([
    !isMemory(memory) &&
      `Queue '${name}' has memory ${memory}, but a function takes 128 to 10240 MB: set its memory in queues.ts to a whole number in between`,
    !isWholeBetween(concurrency, 2, 1_000) &&
      `Queue '${name}' has concurrency ${concurrency}, but SQS runs 2 to 1000 batches at once: set its concurrency in queues.ts to a whole number in between`,
    !isWholeBetween(batch, 1, 10_000) &&
      `Queue '${name}' has batch ${batch}, but a batch is 1 to 10000 messages: set its batch in queues.ts to a whole number in between`,
    batch > 10 &&
      window < second &&
      `Queue '${name}' has batch ${batch} and a window of ${secondsOf(window)}, but more than 10 messages need a window of 1 s or more: set its window in queues.ts to '1s', or its batch to 10`,
    window > 5 * minute &&
      `Queue '${name}' has a window of ${secondsOf(window)}, but a batch waits 300 s at most: set its window in queues.ts to '5m' or less`,
    batch * concurrency > 120_000 &&
      `Queue '${name}' has ${concurrency} batches of ${batch} at once, but SQS hands out 120000 messages at most: lower its concurrency or its batch in queues.ts`,
  ]);
}

function timeoutFaults({ name, timeout }: QueueSettings, { types }: JobRegistry) {
  const tooLong =
    timeout > 15 * minute &&
    `Queue '${name}' has a timeout of ${secondsOf(timeout)}, but a function runs 900 s at most: set its timeout in queues.ts to '15m' or less`;
  const tooShort = Object.values(types)
    .filter((type) => type.queue === name && type.timeout + marginOfBatch > timeout)
    .map(
      (type) =>
        `Queue '${name}' has a timeout of ${secondsOf(timeout)}, but job type '${type.name}' may run ${secondsOf(type.timeout)} and its outcome needs 10 s more: set the queue's timeout in queues.ts to '${secondsOf(type.timeout + marginOfBatch, '')}' or more, or shorten the job's`,
    );
  return [...sentences([tooLong]), ...tooShort];
}

/** An old duplicate of a message must still meet its record, or the job would run again. */
function retentionFaults({ done, failed }: Retention): readonly string[] {
  return Object.entries({ keepDone: done / day, keepFailed: failed / day })
    .filter(([, days]) => !isWholeBetween(days, messageRetention / day + 1, 36_500))
    .map(
      ([name, days]) =>
        `${name} is ${days} days, but the queues keep a message for 14 and its record must outlive it: set ${name} to a whole number of days, 15 or more`,
    );
}

function shardFaults({ dueShards, timelineShards }: Settings): readonly string[] {
  return Object.entries({ dueShards, timelineShards })
    .filter(([, count]) => !isWholeBetween(count, 1, 100))
    .map(([name, count]) => `${name} is ${count}: set it to a whole number from 1 to 100`);
}

function memoryFaults({ apiMemory }: Settings): readonly string[] {
  return sentences([
    !isMemory(apiMemory) &&
      `apiMemory is ${apiMemory}, but a function takes 128 to 10240 MB: set it to a whole number in between`,
  ]);
}

/** A stack that stands would change its gateway for another one, with another address. */
function gatewayFaults({ gateway }: Settings): readonly string[] {
  // A program's types are not checked when it runs, and the value often comes from the command line.
  const given: unknown = gateway;
  return sentences([
    given !== 'rest' &&
      given !== 'http' &&
      `gateway is ${JSON.stringify(given)}: set it to 'rest' or 'http', in lower case, or leave it out for 'rest'`,
  ]);
}

function originFaults(origins: readonly string[]): readonly string[] {
  return sentences([
    origins.length > 10 &&
      `allowedOrigins has ${origins.length} origins, but 10 at most fit the environment of a function: leave some out`,
    ...origins.map((origin) => originFault(origin) ?? (false as const)),
  ]);
}

function issuerFaults({ tokenIssuer }: Settings): readonly string[] {
  // An address that is only known when the stack is deployed, as of a user pool, is checked by the function.
  if (tokenIssuer === undefined || Token.isUnresolved(tokenIssuer.issuer)) return [];
  return tokenIssuerFaults(tokenIssuer).map((fault) => `In tokenIssuer, ${fault}`);
}

function iamFaults({ iamCallers = [] }: Settings): readonly string[] {
  return iamCallers.flatMap(({ arn, tenant = 'default' }) =>
    sentences([
      !Token.isUnresolved(arn) &&
        !/^arn:[\w-]+:iam::\d{12}:(role|user)\/.+$/.test(arn) &&
        `In iamCallers, '${arn}' is no role and no user: give its ARN, such as arn:aws:iam::111122223333:role/Orders`,
      !isTenantName(tenant) && `In iamCallers, the tenant is '${tenant}': use ${tenantForm}`,
    ]),
  );
}

/** Of a function, in MB. */
function isMemory(value: number): boolean {
  return isWholeBetween(value, 128, 10_240);
}

function isWholeBetween(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function secondsOf(milliseconds: number, space = ' '): string {
  return `${milliseconds / second}${space}s`;
}

function sentences(faults: readonly (string | false)[]): readonly string[] {
  return faults.filter((fault) => fault !== false);
}
