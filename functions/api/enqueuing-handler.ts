import '../aws/aws-queue.ts';
import { handler as api } from './handler.ts';

/**
 * The API with the client of the queues loaded at its start, which it has otherwise with the first call of a queue: who
 * enqueues makes one at once, who waits for a job never does, and Lambda gives a start more of the processor than a request.
 */
export const handler = api;
