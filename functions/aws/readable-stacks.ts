import { readFileSync } from 'node:fs';
import type { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

type MapOf = (file: string) => SourceMap | undefined;

/**
 * From now on stacks name files and lines of the sources, as with Node's `--enable-source-maps`. With that, Node reads
 * the map of each module that it loads, a fifth of a start; here the first stack that somebody looks at has it
 * read.
 */
export function readableStacks(): void {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (file: string) => {
    if (!maps.has(file)) maps.set(file, readMap(file));
    return maps.get(file);
  };
  Error.prepareStackTrace = (error, calls) => {
    const lines = calls.map((call, place) => `    at ${lineOf(call, calls[place + 1], mapOf)}`);
    return [headOf(error), ...lines].join('\n');
  };
}

/** Undefined if the module has none. Never throws, for it would hide what is being told. */
function readMap(file: string): SourceMap | undefined {
  if (!file.startsWith('file:')) return undefined;
  try {
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Anything may be thrown, with getters that throw. */
function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function lineOf(call: NodeJS.CallSite, caller: NodeJS.CallSite | undefined, mapOf: MapOf): string {
  const origin = originOf(call, mapOf);
  if (origin === undefined) return String(call);
  const file = pathOf(origin.fileName, call.getFileName() ?? '');
  const place = `${file}:${origin.lineNumber}:${origin.columnNumber}`;
  // The bundle has shorter names. Where a function is called, the map has the source's.
  const name = (caller && originOf(caller, mapOf)?.name) ?? call.getFunctionName();
  const prefix = `${call.isAsync() ? 'async ' : ''}${name && call.isConstructor() ? 'new ' : ''}`;
  return `${prefix}${name ? `${name} (${place})` : place}`;
}

/** Packages bring maps of their own, with sources such as `webpack://name/file.ts`, or of no form at all. */
function pathOf(source: string, module: string): string {
  const url = URL.parse(source, module);
  return url?.protocol === 'file:' ? fileURLToPath(url) : source;
}

function originOf(call: NodeJS.CallSite, mapOf: MapOf) {
  const map = mapOf(call.getFileName() ?? '');
  const origin = map?.findOrigin(call.getLineNumber() ?? 0, call.getColumnNumber() ?? 0);
  return origin !== undefined && 'fileName' in origin ? origin : undefined;
}
