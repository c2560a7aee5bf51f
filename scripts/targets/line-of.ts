/** What a person is to read of a failure. */
export function lineOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
