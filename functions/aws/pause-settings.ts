import { type Environment, parsed, required } from './aws-settings.ts';

/** What the stack tells the function that pauses queues. */
export interface PauseSettings {
  readonly region: string;
  /** Of Lambda's API, without a slash at its end. */
  readonly endpoint: string;
  /** The UUID of the event source mapping of each queue's worker, by the queue's name. */
  readonly mappings: Readonly<Record<string, string>>;
}

/** Throws a sentence that names the variable and its value. */
export function pauseSettings(environment: Environment): PauseSettings {
  const region = required(environment, 'AWS_REGION');
  const { AWS_ENDPOINT_URL_LAMBDA, AWS_ENDPOINT_URL } = environment;
  const endpoint = AWS_ENDPOINT_URL_LAMBDA || AWS_ENDPOINT_URL || addressIn(region);
  return { region, endpoint: endpoint.replace(/\/+$/, ''), mappings: mappingsIn(environment) };
}

function addressIn(region: string): string {
  return `https://lambda.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

/** The function that only waits for jobs has none. */
function mappingsIn({ MAPPINGS: value }: Environment): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  const mappings = parsed(value);
  if (isMappings(mappings)) return mappings;
  throw new Error(
    `Expected the environment variable MAPPINGS to be JSON such as {"default":"14e0db71-…"}, got '${value}'`,
  );
}

function isMappings(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const ids: readonly unknown[] = Object.values(value);
  // An id becomes a part of a path.
  return ids.length > 0 && ids.every((id) => typeof id === 'string' && /^[\w-]+$/.test(id));
}
