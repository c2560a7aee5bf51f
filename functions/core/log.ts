/**
 * Where lines go. One line for each change of a job's status, with `jobId`, is `debug`: on AWS a line
 * for each job would cost more than its writes. Payloads, results and keys are never logged.
 */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, unknown>>;
