import type { ServerResponse } from 'node:http';

/**
 * What may come between a function and a service of AWS: `throttle` and `fail` are answers of the service,
 * `reset` ends the connection before the request is handed on, `lose` after the service has answered, and
 * `hang` answers nothing.
 */
export const disturbances = ['throttle', 'fail', 'reset', 'lose', 'hang'] as const;
export type Disturbance = (typeof disturbances)[number];

/** Asked for each request. `service`: as the request is signed for. Undefined: it is handed on as it is. */
export type Disturb = (service: string) => Disturbance | undefined;

interface ServiceError {
  readonly status: number;
  /** Of the JSON protocols, with its namespace. */
  readonly type: string;
  /** Where clients of the older query protocol read it. */
  readonly query?: string;
}

const throttles: Readonly<Record<string, ServiceError>> = {
  dynamodb: {
    status: 400,
    type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  },
  sqs: {
    status: 403,
    type: 'com.amazonaws.sqs#RequestThrottled',
    query: 'RequestThrottled;Sender',
  },
};
const anyThrottle: ServiceError = { status: 400, type: 'ThrottlingException' };
const failure: ServiceError = { status: 500, type: 'InternalServerError' };

/** Answers in place of the service. */
export function answerError(
  outgoing: ServerResponse,
  service: string,
  disturbance: 'throttle' | 'fail',
): void {
  const { status, type, query } =
    disturbance === 'fail' ? failure : (throttles[service] ?? anyThrottle);
  outgoing.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    ...(query !== undefined && { 'x-amzn-query-error': query }),
  });
  outgoing.end(JSON.stringify({ __type: type, message: 'The rate is too high' }));
}
