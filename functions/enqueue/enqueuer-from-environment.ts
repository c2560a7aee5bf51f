import { shown } from '../api/shown.ts';
import { type AwsSettings, awsSettings, type Environment } from '../aws/aws-settings.ts';
import { awsStorage } from '../aws/aws-storage.ts';
import { systemClock } from '../aws/system-clock.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import type { Log } from '../core/log.ts';
import { isTenantName, tenantForm } from '../core/tenant-name.ts';
import { createEnqueuer, type Enqueuer, type JobTypes } from './enqueuer.ts';
import { sendOverHttp } from './send-over-http.ts';
import { sendToPorts } from './send-to-ports.ts';

export interface ProgramOptions<Types extends JobTypes> {
  /** Those of the stack: `jobs` of functions/jobs/index.ts. */
  readonly jobs: JobRegistry<Types>;
  /** Whose jobs they are, 1 to 64 of `A-Z a-z 0-9 . _ : @ -`. With `ERRAND_URL` it is the key's. @default 'default' */
  readonly tenant?: string;
  /** Told at level `warn` of a record that was left to its claim. @default - nobody is */
  readonly log?: Log;
}

const prefix = 'ERRAND_';

/**
 * For a program's whole life. With the variables that `grantEnqueue` gives a function (`ERRAND_TABLE_NAME`,
 * `ERRAND_QUEUES` and so on) it writes to the stack's queues and table, as the SDK's credentials may. With
 * `ERRAND_URL`, with `/v1`, and `ERRAND_KEY` it calls that API, as for the server on one machine, whose
 * data has one writer. Throws if it finds neither, or what cannot be used.
 */
export function enqueuerFromEnvironment<Types extends JobTypes>(
  environment: Environment,
  { jobs, tenant = 'default', log = silent }: ProgramOptions<Types>,
): Enqueuer<Types> {
  refuseTenant(tenant);
  const { ERRAND_URL: url, ERRAND_KEY: key } = environment;
  const { now } = systemClock;
  if (url && key) return createEnqueuer({ jobs, now, send: sendOverHttp({ url, key }) });
  const settings = settingsIn(environment);
  const ports = { ...awsStorage(settings, environment), retention: settings.retention, log };
  return createEnqueuer({ jobs, now, send: sendToPorts(ports, tenant) });
}

/** Jobs of any other could be enqueued, and never be seen or cancelled: no caller can be of it. */
function refuseTenant(tenant: unknown): void {
  if (isTenantName(tenant)) return;
  throw new RangeError(`The enqueuer's tenant is ${shown(tenant)}: use ${tenantForm}`);
}

function settingsIn(environment: Environment): AwsSettings {
  if (!environment.ERRAND_TABLE_NAME) {
    throw new Error(
      'There is neither ERRAND_TABLE_NAME, which grantEnqueue of the stack sets, nor ERRAND_URL with ERRAND_KEY: set those of a stack or of a server',
    );
  }
  const named = Object.entries(environment)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
  try {
    return awsSettings(Object.fromEntries(named));
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`In the variables that begin with ${prefix}: ${reason}`);
  }
}

const ignore = () => undefined;
const silent: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
