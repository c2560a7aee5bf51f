import type { Caller } from '../../client/overview-shapes.ts';

/** What the dashboard can do for a key. Each is what the API demands for the same call. */
export type Action =
  | 'read'
  | 'start'
  | 'cancel'
  | 'retry'
  | 'reschedule'
  | 'erase'
  | 'schedule'
  | 'pause-queue';

const scopeOf = {
  read: 'read',
  start: 'enqueue',
  cancel: 'manage',
  retry: 'manage',
  reschedule: 'manage',
  erase: 'manage',
  schedule: 'manage',
  'pause-queue': 'admin',
} as const satisfies Record<Action, Caller['scopes'][number]>;

/** These start code, so a key for some job types alone may do them with those alone. */
const starting: readonly Action[] = ['start', 'retry', 'reschedule', 'schedule'];

/** Whether the key may do it at all, or with jobs of this type. */
export function may({ scopes, types }: Caller, action: Action, type?: string): boolean {
  if (!scopes.includes(scopeOf[action])) return false;
  return type === undefined || !starting.includes(action) || (types?.includes(type) ?? true);
}
