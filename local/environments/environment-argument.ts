import type { FunctionSettings } from '../dispatch/invocation-context.ts';

/** What a worker environment is told at its start, as JSON in its first argument. */
export interface EnvironmentArgument {
  readonly function: FunctionSettings;
  /** Whose jobs it runs. */
  readonly queue: string;
  /** Process id of the server. */
  readonly server: number;
  /** MB that V8 may use for old objects. */
  readonly heapLimit: number;
  /** MB that the process may have resident. */
  readonly residentLimit: number;
  readonly virtualClock: boolean;
  readonly colours: boolean;
  /** Of the store. */
  readonly dueShards: number;
}
