/** Thrown by a store: a later release has written it in a format that this one does not know. */
export class LaterVersion extends Error {
  override readonly name = 'LaterVersion';
}
