import { inject } from 'vitest';
import type { Target } from './target.ts';

declare module 'vitest' {
  interface ProvidedContext {
    target: Target;
  }
}

/** The one that the flows share. They run beside each other: a test tells its jobs by a tag of its own. */
export function sharedTarget(): Target {
  return inject('target');
}
