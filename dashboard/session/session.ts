import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Caller } from '../../client/overview-shapes.ts';
import type { ApiClient } from '../api/api-client.ts';

export interface Session {
  readonly api: ApiClient;
  readonly caller: Caller;
  /** Forgets the key. The reason is shown where the next one is asked for. */
  signOut(reason?: string): void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('There is no session above this component');
  return session;
}
