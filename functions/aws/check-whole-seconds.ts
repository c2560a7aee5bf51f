/** Checked here, because SQS refuses a whole batch for one entry and emulators take what SQS refuses. */
export function checkWholeSeconds(seconds: number, longest: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > longest) {
    throw new RangeError(`Expected whole seconds from 0 to ${longest}, got ${seconds}`);
  }
}
