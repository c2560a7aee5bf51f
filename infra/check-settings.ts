import { Token } from 'aws-cdk-lib';
import type { IamCaller } from '../functions/api/iam-access.ts';
import { type TokenIssuer, tokenIssuerFaults } from '../functions/api/tokens/token-issuer.ts';
import { cronerCalendar } from '../functions/calendar/croner-calendar.ts';
import { day } from '../functions/core/duration.ts';
import { fixedScheduleFaults } from '../functions/core/fixed-schedules.ts';
import type { Retention } from '../functions/core/job-record.ts';
import type { JobRegistry } from '../functions/core/job-registry.ts';
import {
  isFunctionMemory,
  isWholeBetween,
  queueFaults,
  sentences,
} from '../functions/core/queue-faults.ts';
import { isTenantName, tenantForm } from '../functions/core/tenant-name.ts';
import { originFault } from '../functions/core/web-origins.ts';
import type { GatewayKind } from './constructs/jobs-api.ts';

/** How long SQS keeps a message at most, and our queues do. */
export const messageRetention = 14 * day;

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
  return [
    ...queueFaults(settings.jobs),
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
    !isFunctionMemory(apiMemory) &&
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
