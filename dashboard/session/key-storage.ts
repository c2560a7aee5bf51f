const name = 'errand-key';

/**
 * The key lives in `sessionStorage`: this tab alone has it, and closing the tab forgets it. Only if asked it
 * goes to `localStorage`, where every tab finds it until it is signed out.
 */
export function keptKey(): string | undefined {
  return read(() => sessionStorage) ?? read(() => localStorage);
}

export function keepKey(key: string, { remember }: { readonly remember: boolean }): void {
  forgetKey();
  write(() => (remember ? localStorage : sessionStorage), key);
}

export function forgetKey(): void {
  for (const storage of [() => sessionStorage, () => localStorage]) write(storage, undefined);
}

/**
 * The key of a link that ends with `#key=…`, as `npm start` prints one. Browsers send a fragment to no server;
 * here it leaves the address, and so the history, at once.
 */
export function takeKeyFromAddress(): string | undefined {
  const [, key] = /^#key=([\x21-\x7e]{8,4096})$/.exec(location.hash) ?? [];
  if (key === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return decodeURIComponent(key);
}

// A browser may refuse storage altogether, by a throw at the first look at it.
function read(storage: () => Storage): string | undefined {
  try {
    return storage().getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage: () => Storage, key: string | undefined): void {
  try {
    if (key === undefined) storage().removeItem(name);
    else storage().setItem(name, key);
  } catch {
    // The key then lasts as long as the page.
  }
}
