import type { Metrics } from '../functions/core/metrics.ts';

/** One machine has no service that collects them; `GET /stats` has the numbers. */
export const noMetrics: Metrics = { batch() {} };
