/** Why the server cannot start, in one line that says what to do. It needs no stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
