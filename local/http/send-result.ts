import type { ServerResponse } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';

/** Writes what the function returned, as API Gateway does. Throws before it has written anything. */
export function sendResult(response: ServerResponse, result: APIGatewayProxyResult): void {
  // Nobody is there to hear it.
  if (response.destroyed) return;
  const { statusCode, headers, multiValueHeaders, body, isBase64Encoded } = result;
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries({ ...headers, ...multiValueHeaders })) {
    response.setHeader(name, typeof value === 'object' ? value.map(String) : String(value));
  }
  const hasBody = response.req.method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
  if (hasBody) response.setHeader('Content-Length', bytes.length);
  response.writeHead(statusCode);
  response.end(hasBody ? bytes : undefined);
}
