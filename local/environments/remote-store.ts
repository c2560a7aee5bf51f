import type { Store } from '../../functions/core/store.ts';
import { recordRoom } from '../sqlite/record-room.ts';
import { withMethods } from '../with-methods.ts';
import type { RemotePorts } from './remote-ports.ts';

/** The server's store. What it answers without looking at its data is answered here. */
export function remoteStore(remote: RemotePorts, dueShards: number): Store {
  return withMethods(remote.port<Store>('store'), {
    dueShards,
    room: recordRoom,
  });
}
