/**
 * What not every target can do. `kills`: ends a function that loops, and goes on after one that exits.
 * `limits-memory`: ends a function that uses more than its queue allows. `skips-time`: has a clock that
 * stands still until `POST /clock/advance` moves it. `keeps-bytes`: hands on a body that is not UTF-8.
 */
const capabilities = ['kills', 'limits-memory', 'skips-time', 'keeps-bytes'] as const;
export type Capability = (typeof capabilities)[number];

/** All that a flow knows of what it runs against. */
export interface Target {
  /** Without a slash at its end; the paths of the API follow. */
  readonly url: string;
  readonly key: string;
  readonly can: readonly Capability[];
}

/** The target that the environment names, if it does. */
export function givenTarget(): Target | undefined {
  const { ERRAND_TARGET_URL: url, ERRAND_KEY: key, ERRAND_TARGET_CAN: can = '' } = process.env;
  if (url === undefined || url === '') return undefined;
  if (key === undefined || key === '') {
    throw new Error(`Set ERRAND_KEY to a key of ${url}: every flow needs one`);
  }
  return { url: url.replace(/\/+$/, ''), key, can: readCapabilities(can) };
}

function readCapabilities(list: string): readonly Capability[] {
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => name !== '' && !capabilities.some((each) => each === name));
  if (unknown === undefined) return capabilities.filter((each) => names.includes(each));
  const known = capabilities.join(', ');
  throw new Error(`Expected ERRAND_TARGET_CAN to list some of ${known}, got '${unknown}'`);
}
