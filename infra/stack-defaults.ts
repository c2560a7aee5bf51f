/**
 * What a stack is set to where its props say nothing. Apart from what uses it and without CDK, so that a
 * program can compute from it what a stack costs and carries.
 */
export const stackDefaults = {
  /** Of the scheduler and whatever says nothing else, in MB. */
  functionMemory: 512,
  /** Of each function of the API, in MB. */
  apiMemory: 384,
  /** Of all calls of the API together, a second. */
  throttle: { rateLimit: 1_000, burstLimit: 2_000 },
  /** Of `GET /jobs/{id}`, which may wait for 20 s. */
  waitThrottle: { rateLimit: 25, burstLimit: 50 },
  /** Of each key's requests, in each environment of a function. */
  keyThrottle: { rateLimit: 200, burstLimit: 400 },
  dueShards: 4,
  timelineShards: 4,
} as const;
