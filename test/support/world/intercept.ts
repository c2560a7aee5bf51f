import type { Ports } from '../../../functions/core/ports.ts';

export interface PortCall {
  /** For instance `store.create`. */
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface Hooks {
  /** Runs before the call, which waits for it. If it throws, the call is not made and rejects with that. */
  before?(call: PortCall): Promise<void> | void;
  /** Runs once the call has taken effect. If it throws, the caller hears that in place of the answer. */
  after?(call: PortCall): Promise<void> | void;
}

/** The same ports, with hooks around each call of the store and of the queue. */
export function intercept(ports: Ports, hooks: Hooks): Ports {
  return {
    ...ports,
    store: interceptPort(ports.store, 'store', hooks),
    queue: interceptPort(ports.queue, 'queue', hooks),
    random: () => ports.random(),
  };
}

function interceptPort<Port extends object>(port: Port, portName: string, hooks: Hooks): Port {
  return new Proxy(port, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      // The one method that only computes: it answers at once and no fault can hit it.
      if (property === 'room') return member.bind(target);
      return async (...args: unknown[]) => {
        const call = { name: `${portName}.${String(property)}`, args };
        await hooks.before?.(call);
        const answer: unknown = await member.apply(target, args);
        await hooks.after?.(call);
        return answer;
      };
    },
  });
}
