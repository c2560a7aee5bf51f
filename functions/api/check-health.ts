import type { Operation } from './api-event.ts';

/** Says that the function runs; it asks neither the store nor the queue. */
export const checkHealth: Operation = () => ({ status: 200, body: '{"status":"ok"}' });
