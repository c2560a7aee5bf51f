import type { Clock } from '../core/clock.ts';
import { describeError } from '../core/describe-error.ts';
import type { Log, LogFields } from '../core/log.ts';
import type { Environment } from './aws-settings.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/**
 * A line of JSON for each message of the function's level and above, with the fields that it was given. It goes
 * past the console, which Lambda replaces by one that wraps each line in another. A field never hides what
 * the line says of itself: `level`, `message`, `timestamp`, `service` and `xray_trace_id`.
 */
export function jsonLog(environment: Environment, clock: Pick<Clock, 'now'>): Log {
  const { LOG_SERVICE: service } = environment;
  const lowest = lowestOf(environment);
  const at = (level: Level): Log['info'] => {
    if (levels.indexOf(level) < lowest) return () => undefined;
    return (message, fields = {}) => {
      const own = {
        level: level.toUpperCase(),
        message,
        timestamp: new Date(clock.now()).toISOString(),
        service,
        ...traceIn(environment),
      };
      process.stdout.write(`${lineOf(own, fields)}\n`);
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Lambda sets it to the function's application log level. `TRACE` is below all, `FATAL` above. */
function lowestOf({ AWS_LAMBDA_LOG_LEVEL: level = 'INFO' }: Environment): number {
  if (level === 'TRACE') return 0;
  if (level === 'FATAL') return levels.length;
  return levels.findIndex((known) => known.toUpperCase() === level);
}

/** Lambda changes the variable for each invocation. */
function traceIn({ _X_AMZN_TRACE_ID: header }: Environment): { xray_trace_id?: string } {
  const [, root] = /(?:^|;)Root=([^;]+)/.exec(header ?? '') ?? [];
  return root === undefined ? {} : { xray_trace_id: root };
}

/** Code of jobs may log what JSON cannot hold. That must not fail the job. */
function lineOf(own: LogFields, fields: LogFields): string {
  try {
    return JSON.stringify({ ...own, ...fields, ...own }, writable);
  } catch {
    // The others still say whose line it is.
    const each = Object.entries(fields).map(([name, value]) => [name, writtenAlone(value)]);
    return JSON.stringify({ ...own, ...Object.fromEntries(each), ...own });
  }
}

function writtenAlone(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value, writable) ?? 'null');
  } catch (error) {
    const shown = value instanceof Error ? `${describeError(value).message}; ` : '';
    return `${shown}it could not be written as JSON: ${describeError(error).message}`;
  }
}

function writable(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { ...value, name, message, stack, cause };
}
