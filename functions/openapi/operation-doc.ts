import type { ProblemCode } from '../api/problem.ts';
import type { AnswerHeader } from './answer-headers.ts';
import type { headerParameters } from './parameters.ts';
import type { Schema } from './schema.ts';

/** What cannot be seen from a route's row: the rest of the document follows from that. */
export interface OperationDoc {
  readonly tag: 'jobs' | 'schedules' | 'queues' | 'overview';
  readonly summary: string;
  readonly description?: string;
  /** That the call looks at, besides those that every call has. */
  readonly headers?: readonly (keyof typeof headerParameters)[];
  /** Of a body that is required. */
  readonly body?: Schema;
  /** By their status. */
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /** Its own, besides those that follow from the row: of the key, the query and the form of a body. */
  readonly problems?: readonly ProblemCode[];
}

interface AnswerDoc {
  readonly description: string;
  /** Of its JSON, or of its text. Without it there is no body. */
  readonly schema?: Schema;
  /** @default - JSON alone */
  readonly mediaTypes?: readonly string[];
  readonly headers?: readonly AnswerHeader[];
}
