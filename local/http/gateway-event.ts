import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** The first part of every path: on AWS it is the stage. */
const stage = 'v1';

/** A request as a REST API of API Gateway hands it to a function. Undefined: it is not below the stage. */
export function gatewayEvent(
  request: IncomingMessage,
  body: Buffer,
  now: number,
): APIGatewayProxyEvent | undefined {
  const [callerPath, search] = splitTarget(request.url ?? '/');
  if (callerPath !== `/${stage}` && !callerPath.startsWith(`/${stage}/`)) return undefined;
  const path = callerPath.slice(stage.length + 1) || '/';
  const method = request.method ?? 'GET';
  return {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    ...headersOf(request.rawHeaders),
    ...queryOf(search),
    pathParameters: { proxy: path.slice(1) },
    stageVariables: null,
    requestContext: requestContext(request, { callerPath, method, now }),
    ...bodyOf(body),
  };
}

/** Path and query of the request line, which may be a whole URL. Neither is decoded. */
function splitTarget(target: string): readonly [path: string, search: string] {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, '');
  const mark = local.indexOf('?');
  return mark < 0 ? [local, ''] : [local.slice(0, mark), local.slice(mark + 1)];
}

/** Names as the client wrote them, however often; where one value has to do, the last one counts. */
function headersOf(raw: readonly string[]) {
  // Without a prototype, for a header may be called `constructor`.
  const headers: Record<string, string> = Object.create(null);
  const multiValueHeaders: Record<string, string[]> = Object.create(null);
  for (let place = 0; place < raw.length; place += 2) {
    const [name = '', value = ''] = [raw[place], raw[place + 1]];
    headers[name] = value;
    const values = multiValueHeaders[name];
    if (values === undefined) multiValueHeaders[name] = [value];
    else values.push(value);
  }
  return { headers, multiValueHeaders };
}

function queryOf(search: string) {
  if (search === '') {
    return { queryStringParameters: null, multiValueQueryStringParameters: null };
  }
  const single = new Map<string, string>();
  const many = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(search)) {
    single.set(name, value);
    many.set(name, [...(many.get(name) ?? []), value]);
  }
  return {
    queryStringParameters: Object.fromEntries(single),
    multiValueQueryStringParameters: Object.fromEntries(many),
  };
}

/** Text that is not UTF-8 would not survive as a string. */
function bodyOf(body: Buffer) {
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  return isUtf8(body)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

function requestContext(
  request: IncomingMessage,
  { callerPath, method, now }: { callerPath: string; method: string; now: number },
): APIGatewayProxyEvent['requestContext'] {
  return {
    accountId: '000000000000',
    apiId: 'local',
    authorizer: null,
    httpMethod: method,
    identity: { ...noIdentity, sourceIp: request.socket.remoteAddress ?? '' },
    path: callerPath,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: randomUUID(),
    requestTimeEpoch: now,
    resourceId: 'local',
    resourcePath: '/{proxy+}',
    stage,
  };
}

const noIdentity = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userAgent: null,
  userArn: null,
};
