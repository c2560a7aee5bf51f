import type { Log } from '../core/log.ts';
import type { Trace } from '../core/trace.ts';
import type { Environment } from './aws-settings.ts';
import { traceparentOfHeader } from './xray-header.ts';

/** The stack's own switch: Lambda sets its variables whether or not anything is traced. */
function isOn({ TRACING }: Environment): boolean {
  return TRACING === 'xray';
}

/** Of a function that answers requests. Lambda changes the variable for each. */
export function requestTrace(environment: Environment): {
  traceparent?(): string | undefined;
} {
  if (!isOn(environment)) return {};
  return { traceparent: () => traceparentOfHeader(environment._X_AMZN_TRACE_ID) };
}

/** Of a function that runs jobs. Its code is only loaded where it is needed. */
export async function attemptTrace(
  environment: Environment,
  log: Log,
): Promise<{ readonly trace?: Trace }> {
  if (!isOn(environment)) return {};
  const [{ xrayTrace }, { xrayDaemon }] = await Promise.all([
    import('./xray-trace.ts'),
    import('./xray-daemon.ts'),
  ]);
  try {
    return { trace: xrayTrace(xrayDaemon(environment.AWS_XRAY_DAEMON_ADDRESS ?? '')) };
  } catch (error) {
    log.warn('Jobs are not traced', { error: String(error) });
    return {};
  }
}
