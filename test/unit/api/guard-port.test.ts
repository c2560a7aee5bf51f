import { describe, expect, it } from 'vitest';
import { guardPort, PortFailure } from '../../../functions/api/guard-port.ts';

class Port {
  readonly shards = 2;
  #calls = 0;

  room(): number {
    return 7;
  }

  async count(by: number): Promise<number> {
    this.#calls += by;
    return this.#calls;
  }

  async fail(): Promise<void> {
    throw new RangeError('no disk');
  }
}

describe('guardPort', () => {
  it('leaves values, answers and the port’s own state as they are', async () => {
    const port = guardPort(new Port());

    const values = [port.shards, port.room(), await port.count(2), await port.count(3)];

    expect(values).toEqual([2, 7, 2, 5]);
  });

  it('makes a PortFailure of a rejection, with its cause', async () => {
    const failure = await guardPort(new Port())
      .fail()
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(PortFailure);
    expect(failure).toMatchObject({
      message: 'RangeError: no disk',
      cause: expect.any(RangeError),
    });
  });
});
