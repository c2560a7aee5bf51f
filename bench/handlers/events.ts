import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent, SQSEvent } from 'aws-lambda';
import { type DemoJob, key } from './demo-jobs.ts';
import { arnOf } from './environment-of.ts';

/** A batch of the queue, or of its dead-letter queue, as Lambda hands it to a function. */
export function batchEvent(jobs: readonly DemoJob[], suffix: '' | '-dead' = ''): SQSEvent {
  const sentAt = String(Date.now());
  return {
    Records: jobs.map(({ id, body }) => ({
      messageId: id,
      receiptHandle: `receipt-${id}`,
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: sentAt,
        SenderId: 'bench',
        ApproximateFirstReceiveTimestamp: sentAt,
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: arnOf(suffix),
      awsRegion: 'eu-central-1',
    })),
  };
}

/** A `POST` of one job, or of an array of them, as API Gateway sends it. */
export function postEvent(body: unknown): APIGatewayProxyEvent {
  return { ...getEvent('/jobs'), httpMethod: 'POST', body: JSON.stringify(body) };
}

export function getEvent(path: string): APIGatewayProxyEvent {
  const event = {
    httpMethod: 'GET',
    path,
    resource: '/{proxy+}',
    pathParameters: { proxy: path.slice(1) },
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      Host: 'bench.execute-api.eu-central-1.amazonaws.com',
      'X-Forwarded-Proto': 'https',
    },
    multiValueHeaders: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    stageVariables: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: randomUUID(), path: `/v1${path}`, stage: 'v1' },
  };
  // What no function here looks at is left out.
  return event as unknown as APIGatewayProxyEvent;
}
