import type { Log } from '../../functions/core/log.ts';

export interface LogLine {
  readonly level: keyof Log;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Writes to the end of `lines`. */
export function collectedLog(lines: LogLine[]): Log {
  const write =
    (level: keyof Log): Log['info'] =>
    (message, fields = {}) =>
      void lines.push({ level, message, fields });
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}
