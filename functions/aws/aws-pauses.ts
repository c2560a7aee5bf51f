import { fromEnv } from '@aws-sdk/credential-provider-env';
import type { QueuePauses } from '../core/queue-pauses.ts';
import type { Environment } from './aws-settings.ts';
import { lambdaApi } from './lambda-api.ts';
import { lambdaPauses } from './lambda-pauses.ts';
import { pauseSettings } from './pause-settings.ts';
import { systemClock } from './system-clock.ts';

/** For an environment's whole life. Not among `awsPorts`, since no other function can pause a queue. */
export function awsPauses(environment: Environment): QueuePauses {
  const { mappings, ...address } = pauseSettings(environment);
  const { AWS_LAMBDA_FUNCTION_NAME: name } = environment;
  const userAgent = name && `errand/${name}`;
  const call = lambdaApi({ ...address, credentials: fromEnv(), userAgent });
  return lambdaPauses({ call, mappings, clock: systemClock });
}
