/** A store or a queue that did not do its part: the caller may try again, and is told so by a 503. */
export class PortFailure extends Error {
  override readonly name = 'PortFailure';
}

/**
 * The port, with a `PortFailure` for every rejection. What else is thrown beneath the API is a mistake in
 * the program, a 500: only this tells the two apart, whatever errors an adapter has.
 */
export function guardPort<Port extends object>(port: Port): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: readonly unknown[]) => {
        const result: unknown = Reflect.apply(member, target, given);
        return result instanceof Promise ? result.catch(fail) : result;
      };
    },
  });
}

function fail(cause: unknown): never {
  throw new PortFailure(String(cause), { cause });
}
