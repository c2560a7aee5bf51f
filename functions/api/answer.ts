import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Problem } from './problem.ts';

export interface Answer {
  readonly status: number;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function resultOf({ status, body, headers }: Answer): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    body: body ?? '',
    isBase64Encoded: false,
  };
}

export function problemResult(problem: Problem): APIGatewayProxyResult {
  return {
    statusCode: problem.status,
    headers: { 'Content-Type': 'application/problem+json', ...problem.headers },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
}
