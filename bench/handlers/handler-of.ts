import { fileURLToPath } from 'node:url';

export const functionNames = ['api', 'worker', 'dead-letter', 'scheduler'] as const;
export type FunctionName = (typeof functionNames)[number];

/** The function as it is deployed, and others that make the same calls of AWS. */
export const variants = ['errand', 'plain', 'powertools', 'middy'] as const;
export type Variant = (typeof variants)[number];

/** Its entry file. */
export function handlerOf(name: FunctionName, variant: Variant): string {
  const own = `functions/${name}/${name === 'api' ? 'enqueuing-handler' : 'handler'}.ts`;
  const file = variant === 'errand' ? own : `bench/handlers/${name}/${variant}.ts`;
  return fileURLToPath(new URL(`../../${file}`, import.meta.url));
}
