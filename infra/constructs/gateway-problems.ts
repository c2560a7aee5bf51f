import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { securityHeaders, transportHeaders } from '../../functions/api/security-headers.ts';

interface GatewayProblem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
}

/** The problems that a gateway answers by itself. Where the API function has the same, code and title are its. */
const problems = {
  badRequest: {
    status: 400,
    code: 'bad-request',
    title: 'The request cannot be understood',
    detail: 'The gateway cannot read this request. See the documentation of the API for its form',
  },
  forbidden: {
    status: 403,
    code: 'forbidden',
    title: 'The request is not allowed',
    detail: 'A rule in front of this API refuses the request. Ask whoever runs it',
  },
  unsigned: {
    status: 401,
    code: 'unauthenticated',
    title: 'A valid key is needed',
    detail:
      'This address takes requests that are signed with AWS Signature Version 4 for the service execute-api, and no keys. The signature is missing, wrong or too old',
  },
  unknownPath: {
    status: 404,
    code: 'unknown-path',
    title: 'No such path',
    detail: 'This API has no such path. Jobs are at /v1/jobs',
  },
  tooLarge: {
    status: 413,
    code: 'body-too-large',
    title: 'The body is too large',
    detail: 'The body may have 2 MiB at most. Send less, or several requests',
  },
  mediaType: {
    status: 415,
    code: 'unsupported-media-type',
    title: 'The body has to be application/json',
    detail: 'The gateway does not take this media type. Send JSON as application/json',
  },
  tooMany: {
    status: 429,
    code: 'too-many-requests',
    title: 'Too many requests',
    detail: 'The API gets more requests than it is set to take. Send this one again in a second',
    retryAfterSeconds: 1,
  },
  internal: {
    status: 500,
    code: 'internal',
    title: 'Something went wrong on the server',
    detail: 'The gateway could not handle the request. Nothing that was sent is wrong',
  },
  unavailable: {
    status: 503,
    code: 'unavailable',
    title: 'The service cannot do this at the moment',
    detail:
      'The function behind this path did not answer. Send the same request again in a few seconds; a new job with an Idempotency-Key, so that it cannot be made twice',
    retryAfterSeconds: 2,
  },
} as const satisfies Readonly<Record<string, GatewayProblem>>;

type Responses = readonly (readonly [ResponseType, keyof typeof problems])[];

const responses: Responses = [
  [ResponseType.DEFAULT_4XX, 'badRequest'],
  [ResponseType.ACCESS_DENIED, 'forbidden'],
  [ResponseType.WAF_FILTERED, 'forbidden'],
  // The gateway's name for a path that it does not have.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'unknownPath'],
  [ResponseType.RESOURCE_NOT_FOUND, 'unknownPath'],
  [ResponseType.REQUEST_TOO_LARGE, 'tooLarge'],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, 'mediaType'],
  [ResponseType.THROTTLED, 'tooMany'],
  [ResponseType.QUOTA_EXCEEDED, 'tooMany'],
  [ResponseType.DEFAULT_5XX, 'internal'],
  [ResponseType.INTEGRATION_FAILURE, 'unavailable'],
  [ResponseType.INTEGRATION_TIMEOUT, 'unavailable'],
];

/** Where each path is there, and needs a signature. */
const signedResponses: Responses = [
  ...responses.filter(([type]) => type !== ResponseType.MISSING_AUTHENTICATION_TOKEN),
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, 'unsigned'],
  [ResponseType.INVALID_SIGNATURE, 'unsigned'],
  [ResponseType.EXPIRED_TOKEN, 'unsigned'],
];

/** Turns the gateway's own errors into problems (RFC 9457), as the API function answers them. */
export function addGatewayProblems(api: RestApi, allowedOrigins: readonly string[] = []): void {
  addResponses(api, responses, allowedOrigins);
}

/** The same for a gateway whose methods have IAM authorization. */
export function addSignedGatewayProblems(api: RestApi): void {
  addResponses(api, signedResponses, []);
}

function addResponses(api: RestApi, responses: Responses, allowedOrigins: readonly string[]): void {
  for (const [type, name] of responses) {
    const { retryAfterSeconds, ...problem }: GatewayProblem = problems[name];
    api.addGatewayResponse(`Problem-${type.responseType}`, {
      type,
      statusCode: String(problem.status),
      responseHeaders: texts({
        ...securityHeaders,
        ...transportHeaders,
        // A value with quotes in it is not sure to be taken. This has none, and lets nothing run either.
        'Content-Security-Policy': 'sandbox',
        'Content-Type': 'application/problem+json',
        ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
        // It cannot choose among origins, and what it says is the same for everybody.
        ...(allowedOrigins.length > 0 && {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Expose-Headers': 'Retry-After',
        }),
      }),
      templates: { 'application/json': documentOf(problem) },
    });
  }
}

/** In quotes, or they would be names of parts of the request. */
function texts(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `'${value}'`]));
}

/** The same members as the API function writes. */
function documentOf({ code, title, status, detail }: GatewayProblem): string {
  return JSON.stringify({ type: `urn:errand:problem:${code}`, title, status, detail, code });
}
