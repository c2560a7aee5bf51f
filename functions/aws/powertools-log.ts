import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogFields } from '../core/log.ts';

/** Lines of JSON, of the level that the function is set to. */
export function powertoolsLog(logger = new Logger()): Log {
  return {
    debug: (message, fields = {}) => logger.debug(message, plain(fields)),
    info: (message, fields = {}) => logger.info(message, plain(fields)),
    warn: (message, fields = {}) => logger.warn(message, plain(fields)),
    error: (message, fields = {}) => logger.error(message, plain(fields)),
  };
}

/** The logger takes an object to add to it. */
function plain(fields: LogFields): Record<string, unknown> {
  return { ...fields };
}
