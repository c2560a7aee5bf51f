import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { ApiKey, KeyStore } from '../../../functions/core/key-store.ts';
import { accessKey } from '../../../local/access-key.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';

it('makes a key that nobody but its owner can read, and keeps it', async () => {
  const { folder, start } = setup();

  const key = await start();

  expect(key).toMatch(/^errand_[A-Za-z0-9_-]{43}$/);
  expect(await start()).toBe(key);
  expect(readFileSync(join(folder, 'key'), 'utf8')).toBe(`${key}\n`);
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
});

it('takes the key it is given, and keeps that one', async () => {
  const { start } = setup();
  await start();

  await start('errand_given');

  expect(await start()).toBe('errand_given');
});

it('takes from others a file that they could read', async () => {
  const { folder, start } = setup();
  await start();
  chmodSync(join(folder, 'key'), 0o644);

  await start();

  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
});

it('makes a new key in place of a file without one', async () => {
  const { folder, start } = setup();
  writeFileSync(join(folder, 'key'), '\n');

  expect(await start()).toMatch(/^errand_/);
});

it.each(['short', 'with a space', 'ümlaut-in-key'])('refuses %j as a key', async (key) => {
  const { start, keys } = setup();
  await start('errand_before');

  await expect(start(key)).rejects.toThrow('Expected ERRAND_KEY to be 8 to 200');
  expect(await keys()).toEqual([sha256('errand_before')]);
});

it('lets the store know the key by its hash alone, with all scopes', async () => {
  const { world, start } = setup();

  await start('errand_given');

  expect(await world.store.findKey(sha256('errand_given'))).toEqual({
    tenant: 'default',
    scopes: ['enqueue', 'read', 'manage', 'admin'],
  });
});

it('revokes the key that it had before, says so without showing it, and leaves all others', async () => {
  const { world, start, keys } = setup();
  const made: ApiKey = { tenant: 'default', scopes: ['read'] };
  await world.store.putKey(sha256('errand_made'), made);
  const leaked = await start();

  await start('errand_given');

  expect(await keys()).toEqual([sha256('errand_made'), sha256('errand_given')].sort());
  expect(await world.store.findKey(sha256('errand_made'))).toEqual(made);
  const said = world.log.map(({ message }) => message);
  expect(said).toEqual([expect.stringContaining(`key ${sha256(leaked).slice(0, 12)} is revoked`)]);
});

it('revokes nothing at a start with the same key', async () => {
  const { world, start, keys } = setup();
  await start('errand_given');

  await start('errand_given');
  await start();

  expect(await keys()).toEqual([sha256('errand_given')]);
  expect(world.log).toEqual([]);
});

it.each(['before it is revoked', 'when it is revoked', 'before the new key is let in'])(
  'revokes the key before at the next start if one ended %s',
  async (moment) => {
    const { world, start, keys } = setup();
    await start('errand_leaked');
    const dying = {
      async deleteKey(key: string) {
        if (moment === 'before it is revoked') throw new Error('The process ended');
        await world.store.deleteKey(key);
        if (moment === 'when it is revoked') throw new Error('The process ended');
      },
      async putKey() {
        throw new Error('The process ended');
      },
    };
    await expect(start('errand_given', dying)).rejects.toThrow('The process ended');

    await start('errand_given');

    expect(await keys()).toEqual([sha256('errand_given')]);
  },
);

function setup() {
  const world = createWorld();
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  mkdirSync(folder);
  return {
    folder,
    world,
    start: (given?: string, store: Pick<KeyStore, 'putKey' | 'deleteKey'> = world.store) =>
      accessKey(folder, given, { store, log: world.ports.log }),
    keys: async () => (await world.store.listKeys()).map((key) => key.sha256).sort(),
  };
}

function sha256(key: string): string {
  return hash('sha256', key, 'hex');
}
