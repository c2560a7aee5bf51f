import type { Connection } from '../../../client/connection.ts';
import { JobsClient } from '../../../client/jobs-client.ts';
import type { jobs } from '../../../functions/jobs/index.ts';

export type Reply = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A client whose calls are answered in turn, by an error if there is no answer. */
export function stubbedClient(replies: readonly Reply[], connection: Partial<Connection> = {}) {
  const left = [...replies];
  const requests: Request[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    requests.push(request);
    const reply = left.shift();
    if (reply === undefined) throw new Error('A call more than expected');
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(request) : reply;
  };
  const url = 'http://api.test/v1';
  const client = new JobsClient<typeof jobs>({ url, key: 'secret', fetch, ...connection });
  return { client, requests };
}

export function answer(body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { headers });
}

/** Of a job that was enqueued. */
export function accepted(): Response {
  return answer({ id: 'j1', status: 'queued' });
}

export function refusal(status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(problemOf(status)), { status, headers });
}

export function problemOf(status: number) {
  return {
    type: `urn:errand:problem:c${status}`,
    title: 'No',
    status,
    code: `c${status}`,
    detail: `Refused with ${status}`,
  };
}

/** As `fetch` fails in Node. */
export function lost(): Error {
  return new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
}

/** A call that never answers, and does not look at its signal either. */
export function silence(): Promise<Response> {
  return new Promise(() => {});
}
