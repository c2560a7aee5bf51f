import type { APIGatewayProxyEvent } from 'aws-lambda';

/** API Gateway hands headers on as the client wrote them, in any case. `name` is in lower case. */
export function headerOf({ headers }: APIGatewayProxyEvent, name: string): string | undefined {
  for (const key in headers) {
    if (key.length === name.length && key.toLowerCase() === name) return headers[key]?.trim();
  }
  return undefined;
}
