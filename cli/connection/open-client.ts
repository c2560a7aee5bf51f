import { JobsClient } from '../../client/jobs-client.ts';
import type { Surroundings } from '../surroundings.ts';
import { findServer, type ServerPlace } from './find-server.ts';

/** A client of the server that a command is about. */
export interface Session {
  /** Of names and payloads as they were typed. */
  readonly client: JobsClient;
  /** For every call of it: Ctrl-C ends it. */
  readonly call: { readonly signal?: AbortSignal };
  readonly surroundings: Surroundings;
}

export async function openClient(place: ServerPlace, surroundings: Surroundings): Promise<Session> {
  const server = await findServer(place, surroundings);
  // A person is told at once that there is no server, and a script goes by the exit code.
  const client = new JobsClient({ ...server, retries: 0 });
  const signal = surroundings.interruption?.();
  return { client, call: { ...(signal && { signal }) }, surroundings };
}
