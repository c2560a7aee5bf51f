import { Token } from 'aws-cdk-lib';
import { isObject } from '../functions/api/json-checks.ts';
import { shown } from '../functions/api/shown.ts';

/** A sentence for each thing about a value that is not of its prop's type; `name` is where it stands. */
type Check = (value: unknown, name: string) => readonly string[];

const text = check((value) => typeof value === 'string', 'a text');
const flag = check((value) => typeof value === 'boolean', 'true or false');
const number = check((value) => Number.isFinite(value), 'a number, without quotes');
const texts = list(text, "a list of texts, such as ['one', 'two']");

const duration = check(
  (value) => isObject(value) && typeof value.toMilliseconds === 'function',
  'a Duration of aws-cdk-lib, such as Duration.days(30)',
);

const registry = check(
  (value) => isObject(value) && isObject(value.queues) && isObject(value.types),
  'what registerJobs returns, which jobs/index.ts exports',
);

const wholeRate = check(
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 9_999_999,
  'a whole number from 1 to 9999999',
);

/** Of a gateway, which takes what is only known when the stack is deployed. */
const rate: Check = (value, name) => (Token.isUnresolved(value) ? [] : number(value, name));

function throttle(each: Check): Check {
  const example = 'an object such as { rateLimit: 1000, burstLimit: 2000 }';
  return fields({ rateLimit: each, burstLimit: each }, example);
}

const issuer = fields(
  {
    issuer: text,
    audience: texts,
    audienceClaim: text,
    keysUrl: text,
    algorithms: texts,
    toleranceSeconds: number,
    tenantClaim: text,
    tenant: text,
    scopeClaim: text,
    scopePrefix: text,
    typesClaim: text,
  },
  'an object with issuer and audience',
);

const caller = fields(
  { arn: text, tenant: text, scopes: texts, types: texts },
  'an object with the arn of a role or a user',
);

const checks: Readonly<Record<string, Check>> = {
  jobsModule: text,
  keepDone: duration,
  keepFailed: duration,
  dueShards: number,
  timelineShards: number,
  apiMemory: number,
  throttle: throttle(rate),
  waitThrottle: throttle(rate),
  keyThrottle: throttle(wholeRate),
  allowedOrigins: list(text, "a list, such as ['https://app.example.com']"),
  tokenIssuer: issuer,
  iamCallers: list(caller, 'a list, such as [{ arn: role.roleArn }]'),
  alarms: flag,
  dashboard: flag,
  tracing: flag,
};

/**
 * What is not of the type that a stack's props have. Nothing checks types when a project's `infra/app.ts` is
 * run: such a value would be an error in the middle of our code, or be left aside without a word.
 */
export function propFaults(props: unknown): readonly string[] {
  const given = isObject(props) ? props : {};
  return [...registry(given.jobs, 'jobs'), ...ofFields(given, '', checks)];
}

function check(isRight: (value: unknown) => boolean, expected: string): Check {
  return (value, name) =>
    isRight(value) ? [] : [`${name} is ${shown(value)}: set it to ${expected}`];
}

function list(each: Check, expected: string): Check {
  const isList = check(Array.isArray, expected);
  return (value, name) =>
    Array.isArray(value)
      ? value.flatMap((item: unknown, place) => each(item, `${name}[${place}]`))
      : isList(value, name);
}

/** An unknown field is refused: a limit with a typing error would be the default, and a caller's be none. */
function fields(known: Readonly<Record<string, Check>>, expected: string): Check {
  const isOne = check(isObject, expected);
  return (value, name) => {
    if (!isObject(value)) return isOne(value, name);
    const unknown = Object.keys(value).filter((field) => !Object.hasOwn(known, field));
    return [
      ...unknown.map(
        (field) =>
          `${shown(field)} is not a field of ${name}: write one of ${Object.keys(known).join(', ')}`,
      ),
      ...ofFields(value, `${name}.`, known),
    ];
  };
}

function ofFields(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
  known: Readonly<Record<string, Check>>,
): readonly string[] {
  return Object.entries(known).flatMap(([field, each]) =>
    object[field] === undefined ? [] : each(object[field], `${prefix}${field}`),
  );
}
