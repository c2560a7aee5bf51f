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

/** Characters. */
const longestStack = 4_000;
const mostCauses = 3;

/**
 * Where an error was thrown, a line for each call, and then what caused it, up to three errors deep, each with
 * its name and message. Cut to 4,000 characters; undefined if nothing is known. Never throws itself.
 */
export function stackOf(error: unknown): string | undefined {
  try {
    const lines: string[] = [];
    let each = error;
    for (let depth = 0; depth <= mostCauses && each instanceof Error; depth += 1) {
      const { name, message } = describeError(each);
      if (depth > 0) lines.push(`Caused by ${name}: ${message}`);
      lines.push(...callsIn(each));
      each = each.cause;
    }
    return lines.join('\n').slice(0, longestStack) || undefined;
  } catch {
    return undefined;
  }
}

function callsIn({ stack }: Error): readonly string[] {
  return String(stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line));
}

/** By name: a job's module may hold a copy of the class of its own. */
export function isNamed(error: unknown, name: string): error is Error {
  return error instanceof Error && describeError(error).name === name;
}
