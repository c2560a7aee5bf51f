import { type Route, routes } from './routes.ts';

export type Match =
  | { readonly found: 'route'; readonly route: Route; readonly parameters: PathParameters }
  /** The path is known, the method is not. `allow` is the header's value. */
  | { readonly found: 'path'; readonly allow: string }
  | { readonly found: 'nothing' };

export type PathParameters = Readonly<Record<string, string>>;

interface KnownPath {
  readonly segments: readonly string[];
  readonly methods: ReadonlyMap<string, Route>;
}

const knownPaths = [...Map.groupBy<string, Route>(routes, ({ path }) => path)].map(
  ([path, rows]): KnownPath => ({ segments: path.split('/'), methods: methodsOf(rows) }),
);

export function matchRoute(method: string, path: string): Match {
  const segments = path.split('/');
  for (const known of knownPaths) {
    const parameters = parametersOf(known.segments, segments);
    if (parameters === undefined) continue;
    const route = known.methods.get(method);
    if (route !== undefined) return { found: 'route', route, parameters };
    return { found: 'path', allow: [...known.methods.keys()].sort().join(', ') };
  }
  return { found: 'nothing' };
}

function methodsOf(rows: readonly Route[]): ReadonlyMap<string, Route> {
  const methods = new Map(rows.map((route): [string, Route] => [route.method, route]));
  const get = methods.get('GET');
  return get === undefined ? methods : methods.set('HEAD', get);
}

/** Undefined if `path` is not of that template. An empty segment is no parameter. */
function parametersOf(
  template: readonly string[],
  path: readonly string[],
): PathParameters | undefined {
  if (template.length !== path.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [place, expected] of template.entries()) {
    const segment = path[place] ?? '';
    if (expected.startsWith('{') && segment !== '') parameters[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return parameters;
}
