import { Hash } from '@smithy/core/serde';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import { second } from '../core/duration.ts';

export interface LambdaAccess {
  /** Of the service, without a slash at its end. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: SignatureV4Init['credentials'];
  /** Says in CloudTrail who calls. @default - Node's own */
  readonly userAgent?: string | undefined;
}

export interface LambdaCall {
  readonly method: 'GET' | 'PUT';
  /** Without the version of the API, which comes before it. */
  readonly path: string;
  readonly body?: object;
}

/** An answer that is an error. `code` is the name of the exception. */
export class LambdaError extends Error {
  override readonly name = 'LambdaError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type LambdaApi = (call: LambdaCall) => Promise<unknown>;

const patience = 4 * second;
const sha256 = Hash.bind(null, 'sha256');

/**
 * The API of Lambda itself, for calls that nobody waits for often. Its client speaks another protocol than
 * those of the table and the queues: even loaded late it would move 23 kB into what every start loads. What
 * signs the calls of those signs these. Answers the JSON; an error is not repeated.
 */
export function lambdaApi({ endpoint, region, credentials, userAgent }: LambdaAccess): LambdaApi {
  const signer = new SignatureV4({ service: 'lambda', region, credentials, sha256 });
  return async ({ method, path, body }) => {
    const url = new URL(`${endpoint}/2015-03-31${path}`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const { headers } = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      headers: {
        host: url.host,
        ...(userAgent !== undefined && { 'user-agent': userAgent }),
        ...(text !== undefined && { 'content-type': 'application/json' }),
      },
      body: text,
    });
    const response = await fetch(url, {
      method,
      headers,
      ...(text !== undefined && { body: text }),
      signal: AbortSignal.timeout(patience),
    });
    const answer = await response.text();
    if (!response.ok) throw errorOf(response, answer);
    return JSON.parse(answer);
  };
}

/** The name is in a header, which may go on with an address, or in the body. */
function errorOf({ status, headers }: Response, answer: string): LambdaError {
  const [, inBody] = /"__type"\s*:\s*"([^"]*)"/.exec(answer) ?? [];
  const name = headers.get('x-amzn-errortype') ?? inBody ?? '';
  const code = name.replace(/:.*$/, '').replace(/^.*#/, '');
  return new LambdaError(code, `Lambda answered ${status} ${code}: ${answer.slice(0, 500)}`);
}
