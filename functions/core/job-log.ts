import { cutLine } from './cut-line.ts';
import type { LogLevel } from './job-lines.ts';
import type { JobRecord } from './job-record.ts';
import type { Log } from './log.ts';
import type { Ports } from './ports.ts';

/** What an attempt of a job logs by: each line says whose it is, and is kept where that is needed. */
export function jobLog({ log, clock, lines }: Ports, record: JobRecord): Log {
  const { id: jobId, type, attempt } = record;
  const at =
    (level: LogLevel): Log['info'] =>
    (given, fields) => {
      // Code without types may log anything.
      const message = String(given);
      // The job's own last: a field of the same name must not hide the line from whoever looks for the job.
      log[level](message, { ...fields, jobId, type, attempt });
      lines?.keep(
        jobId,
        cutLine({ at: clock.now(), level, attempt, message, ...(fields && { fields }) }),
      );
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
