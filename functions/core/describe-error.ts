/**
 * Name and message of whatever was thrown. Code may throw anything: null, an object without a prototype, an
 * error whose message is an object or whose getters throw. Never throws itself.
 */
export function describeError(error: unknown): { readonly name: string; readonly message: string } {
  try {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { name: String(name), message: String(message) };
  } catch {
    return { name: 'Error', message: 'What was thrown can neither be read nor shown' };
  }
}

/** By name: a job's module may hold a copy of the class of its own. */
export function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && describeError(error).name === name;
}
