import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LambdaAccess } from '../../../functions/aws/lambda-api.ts';
import { verifySignature } from './verify-signature.ts';

export interface LambdaServer {
  readonly access: LambdaAccess;
  /** Such as `GET default` and `PUT default {"Enabled":false}`, with the mapping's UUID. */
  readonly calls: readonly string[];
  /** The state of each mapping, by its UUID. */
  readonly states: Map<string, string>;
  /** Ends what is under way: `Disabling` becomes `Disabled`, anything else `Enabled`. */
  settle(): void;
  /** From now on every change is refused with this exception. */
  refuseChanges(error: string): void;
  close(): void;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  /** Name of the exception. */
  readonly error?: string;
}

const secret = 'secret';

/**
 * The event source mappings of Lambda's API. A change takes until `settle`, and a mapping that is being
 * created, updated or deleted takes none.
 */
export async function startLambdaServer(uuids: readonly string[]): Promise<LambdaServer> {
  const states = new Map(uuids.map((uuid) => [uuid, 'Enabled']));
  const calls: string[] = [];
  let refused: string | undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = answerTo(request, body, { states, calls, refused });
    response
      .writeHead(answer.status, {
        'content-type': 'application/json',
        // The address is that of a schema, and no part of the name.
        ...(answer.error !== undefined && { 'x-amzn-errortype': `${answer.error}:http://x/` }),
      })
      .end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return {
    access: {
      endpoint: `http://127.0.0.1:${address.port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: secret, sessionToken: 'token' },
    },
    calls,
    states,
    settle() {
      for (const [uuid, state] of states) {
        states.set(uuid, /^Disabl/.test(state) ? 'Disabled' : 'Enabled');
      }
    },
    refuseChanges(error) {
      refused = error;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Mappings {
  readonly states: Map<string, string>;
  readonly calls: string[];
  readonly refused: string | undefined;
}

function answerTo(
  request: IncomingMessage,
  body: string,
  { states, calls, refused }: Mappings,
): Answer {
  try {
    verifySignature(request, body, secret);
  } catch (error) {
    return refusal(403, 'InvalidSignatureException', String(error));
  }
  const { method, url = '' } = request;
  const [, uuid = ''] = /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/.exec(url) ?? [];
  calls.push([method, uuid, body].filter(Boolean).join(' '));
  const state = states.get(uuid);
  if (state === undefined) return refusal(404, 'ResourceNotFoundException', 'There is none');
  if (method === 'GET') return { status: 200, body: { UUID: uuid, State: state } };
  if (refused !== undefined) return refusal(400, refused, 'No');
  if (/^(Creating|Updating|Deleting)$/.test(state)) {
    return refusal(400, 'ResourceInUseException', `The mapping is ${state}`);
  }
  const { Enabled } = JSON.parse(body) as { Enabled: boolean };
  states.set(uuid, Enabled ? 'Enabling' : 'Disabling');
  return { status: 202, body: { UUID: uuid, State: states.get(uuid) } };
}

function refusal(status: number, error: string, Message: string): Answer {
  return { status, error, body: { Type: 'User', Message } };
}
