import { hour, minute } from '../core/duration.ts';
import type { JobRecord } from '../core/job-record.ts';
import { type Environment, parsed, required } from './aws-settings.ts';

/** What the stack tells the function that says where logs are. */
interface LogSettings {
  readonly region: string;
  /** The log group of each queue's worker, by the queue's name. */
  readonly groups: Readonly<Record<string, string>>;
}

/** Throws a sentence that names the variable and its value. */
export function logSettings(environment: Environment): LogSettings {
  return { region: required(environment, 'AWS_REGION'), groups: groupsIn(environment) };
}

/** The function that only waits for jobs has none. */
function groupsIn({ LOG_GROUPS: value }: Environment): LogSettings['groups'] {
  if (value === undefined) return {};
  const groups = parsed(value);
  if (isGroups(groups)) return groups;
  throw new Error(
    `Expected the environment variable LOG_GROUPS to be JSON such as {"default":"Errand-WorkerLogs…"}, got '${value}'`,
  );
}

function isGroups(value: unknown): value is LogSettings['groups'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((group) => typeof group === 'string');
}

/** Clocks differ, and lines may come a while after what they tell. */
const margin = 5 * minute;
/** Of a job that is not over: so long the link finds what is still to come. */
const ahead = hour;

/** The page of CloudWatch Logs Insights with a query for all lines of a job, those of attempts that were killed too. */
export function insightsUrl({
  region,
  group,
  record,
  now,
}: {
  readonly region: string;
  readonly group: string;
  readonly record: JobRecord;
  readonly now: number;
}): string {
  const { id, createdAt, finishedAt } = record;
  const end = finishedAt === undefined ? now + ahead : finishedAt + margin;
  const query = `fields @timestamp, level, attempt, message, @message
| filter jobId = "${id}"
| sort @timestamp asc
| limit 1000`;
  const detail = {
    end: timeOf(end),
    start: timeOf(createdAt - margin),
    timeType: 'ABSOLUTE',
    tz: 'UTC',
    editorString: query,
    source: [group],
  };
  const place = `?queryDetail=${escaped(consoleText(detail))}`;
  const host = `${region}.console.${domainOf(region)}`;
  return `https://${host}/cloudwatch/home?region=${region}#logsV2:logs-insights${inFragment(place)}`;
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}

/** Each partition of AWS has its own console. */
function domainOf(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.cn';
  if (region.startsWith('us-gov-')) return 'amazonaws-us-gov.com';
  return 'aws.amazon.com';
}

/**
 * The console's own notation of values, which AWS does not document: `~(name~value)` is an object, `~(~a~b)`
 * a list, and a text has an apostrophe before it and `*` with two digits for what is no letter or digit.
 */
function consoleText(value: Readonly<Record<string, string | readonly string[]>>): string {
  const fields = Object.entries(value).map(([name, of]) =>
    typeof of === 'string' ? `${name}~${starred(of)}` : `${name}~(~${of.map(starred).join('~')})`,
  );
  return `~(${fields.join('~')})`;
}

function starred(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    return /[\w.-]/.test(character) ? character : `*${byte.toString(16).padStart(2, '0')}`;
  });
  return `'${bytes.join('')}`;
}

/** What `encodeURIComponent` leaves as it is, and would end a link in a text. */
function escaped(text: string): string {
  return text.replace(
    /[~()']/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An address in an address: its percent signs are dollars. */
function inFragment(text: string): string {
  return encodeURIComponent(text).replaceAll('%', '$');
}
