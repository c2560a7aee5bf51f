import type { Surroundings } from '../surroundings.ts';
import { ApiClient } from './api-client.ts';
import { findServer, type ServerPlace } from './find-server.ts';

/** A client of the server that a command is about. */
export interface Session {
  readonly client: ApiClient;
  /** For every call of it: Ctrl-C ends it. */
  readonly call: { readonly signal?: AbortSignal };
  readonly surroundings: Surroundings;
}

export async function openClient(place: ServerPlace, surroundings: Surroundings): Promise<Session> {
  const client = new ApiClient(await findServer(place, surroundings));
  const signal = surroundings.interruption?.();
  return { client, call: { ...(signal && { signal }) }, surroundings };
}
