import type { Answer, Call, PortName } from './wire.ts';

export interface RemotePorts {
  /** Stands for the server's port: each method is a call that crosses to it and back. */
  port<Port extends object>(name: PortName): Port;
  /** Settles the calls that these are the answers to. */
  settle(answers: readonly Answer[]): void;
}

/** `send` gets all calls of one turn of the event loop at once, so that they can share a commit. */
export function remotePorts(send: (calls: readonly Call[]) => void): RemotePorts {
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let pending: Call[] = [];
  let last = 0;

  function sendPending(): void {
    const calls = pending;
    pending = [];
    try {
      send(calls);
    } catch (error) {
      for (const [id] of calls) take(open, id)?.reject(error);
    }
  }

  function call(port: PortName, method: string, args: readonly unknown[]): Promise<unknown> {
    const id = ++last;
    const outcome = Promise.withResolvers<unknown>();
    open.set(id, outcome);
    if (pending.length === 0) setImmediate(sendPending);
    pending.push([id, port, method, args]);
    return outcome.promise;
  }

  return {
    port: (name) => methodsOf((method, args) => call(name, method, args)),
    settle(answers) {
      for (const [id, value, error] of answers) {
        const outcome = take(open, id);
        if (error === undefined) outcome?.resolve(value);
        else outcome?.reject(Object.assign(new Error(error.message), { name: error.name }));
      }
    },
  };
}

function take<Key, Value>(map: Map<Key, Value>, key: Key): Value | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}

function methodsOf<Port extends object>(
  call: (method: string, args: readonly unknown[]) => Promise<unknown>,
): Port {
  const methods = new Map<string, unknown>();
  return new Proxy({} as Port, {
    get(_, name) {
      // A port with a method `then` would be taken for a promise wherever it is awaited.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const known = methods.get(name);
      if (known !== undefined) return known;
      const method = (...args: readonly unknown[]) => call(name, args);
      methods.set(name, method);
      return method;
    },
  });
}
