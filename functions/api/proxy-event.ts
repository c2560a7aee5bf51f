import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda';

/** What a gateway sends: a REST API format 1.0, an HTTP API format 2.0. */
export type GatewayEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

/** As a REST API sends it, as far as the function looks at it. */
export function proxyEventOf(event: GatewayEvent): APIGatewayProxyEvent {
  return isFormat2(event) ? fromFormat2(event) : event;
}

function isFormat2(event: GatewayEvent): event is APIGatewayProxyEventV2 {
  return 'version' in event && event.version === '2.0';
}

function fromFormat2(event: APIGatewayProxyEventV2): APIGatewayProxyEvent {
  const { routeKey, rawPath, rawQueryString, requestContext } = event;
  const proxyEvent = {
    httpMethod: requestContext.http.method,
    // With the stage, if it has a name.
    path: rawPath,
    // Such as 'ANY /{proxy+}'.
    resource: routeKey.slice(routeKey.indexOf(' ') + 1),
    pathParameters: event.pathParameters ?? null,
    headers: event.headers,
    // It has joined by commas what a caller sent twice, and here only the whole tells that.
    multiValueQueryStringParameters: queryOf(rawQueryString),
    body: event.body ?? null,
    isBase64Encoded: event.isBase64Encoded,
    requestContext: { ...requestContext, path: rawPath },
  };
  return proxyEvent as unknown as APIGatewayProxyEvent;
}

function queryOf(text: string): Record<string, string[]> | null {
  const fields = new URLSearchParams(text);
  if (fields.size === 0) return null;
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}
