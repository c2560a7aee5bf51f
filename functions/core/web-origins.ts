/**
 * The origins in a list with commas, as browsers send them: scheme, host, and the port if it is not the
 * scheme's own. Throws a sentence about the first that is none; a `*` is none.
 */
export function readOrigins(list: string): readonly string[] {
  const origins = list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const fault = origins.map(originFault).find((each) => each !== undefined);
  if (fault !== undefined) throw new RangeError(fault);
  return origins;
}

/** Why a text is no origin; undefined if it is one. */
export function originFault(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (/^https?:/.test(text) && url?.origin === text) return undefined;
  return `Expected an origin such as 'https://app.example.com', without a path, got '${text}': name each one whose pages may call the API`;
}
