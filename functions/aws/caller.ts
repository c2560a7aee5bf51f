import type { Environment } from './aws-settings.ts';

/**
 * Product and version for the user agent: CloudTrail, and whoever stands in between, sees by it which
 * function called. Not by the variable AWS_SDK_UA_APP_ID: libraries of jobs add to it, as Powertools does, and
 * the SDK warns when it gets longer than 50.
 */
export function callerIn({
  AWS_LAMBDA_FUNCTION_NAME: name = 'unnamed',
}: Environment): [product: string, version: string] {
  return ['errand', name];
}
