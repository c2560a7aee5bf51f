import { expect, it } from 'vitest';
import { answerCalls } from '../../../../local/environments/answer-calls.ts';
import { remotePorts } from '../../../../local/environments/remote-ports.ts';
import type { Call } from '../../../../local/environments/wire.ts';
import { createWorld } from '../../../../testing/world/create-world.ts';

interface Port {
  add(a: number, b: number): Promise<number>;
  echo(name: string): Promise<string | undefined>;
  refuse(): Promise<never>;
}

it('carries a call to the port and its result back', async () => {
  const { port } = connected({ add: async (a: number, b: number) => a + b });

  expect(await port.add(1, 2)).toBe(3);
});

it('keeps the name and the message of an error', async () => {
  const refuse = async () => {
    throw new RangeError('too many');
  };
  const { port } = connected({ refuse });

  await expect(port.refuse()).rejects.toMatchObject({ name: 'RangeError', message: 'too many' });
});

it('sends the calls of one turn together, and their answers as well', async () => {
  const { port, sent, replied } = connected({ echo: async (name: string) => name });

  await Promise.all([port.echo('a'), port.echo('b'), port.echo('c')]);

  expect(sent).toEqual([3]);
  expect(replied).toEqual([3]);
});

it('rejects calls that cannot be sent', async () => {
  const remote = remotePorts(() => {
    throw new Error('the channel is closed');
  });

  const call = remote.port<Port>('store').echo('a');

  await expect(call).rejects.toThrow('the channel is closed');
});

it('rejects a call of a method that the port does not have', async () => {
  const { port } = connected({});

  await expect(port.echo('a')).rejects.toThrow("The store has no method 'echo'");
});

it('makes ports that are no promises', async () => {
  const { port } = connected({});

  expect(await Promise.resolve(port)).toBe(port);
});

/** Both ends in one process, with a turn of the event loop between them. */
function connected(methods: object) {
  const sent: number[] = [];
  const replied: number[] = [];
  const { queue } = createWorld().ports;
  const store = Object.assign(createWorld().store, methods);
  const carryOut = answerCalls({ store, queue }, (answers) => {
    replied.push(answers.length);
    remote.settle(structuredClone(answers));
  });
  const remote = remotePorts((calls: readonly Call[]) => {
    sent.push(calls.length);
    setImmediate(() => carryOut(structuredClone(calls)));
  });
  return { port: remote.port<Port>('store'), sent, replied };
}
