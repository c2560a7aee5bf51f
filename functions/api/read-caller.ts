import type { Operation } from './api-event.ts';

/** What the key that was sent is for, so that a program can leave out what it may not do. */
export const readCaller: Operation = ({ tenant, scopes, caller }) => ({
  status: 200,
  body: JSON.stringify({ tenant, scopes, types: caller?.types }),
});
