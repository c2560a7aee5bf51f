import { hash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { accessKey, admit } from '../../../local/access-key.ts';
import { createWorld } from '../../../testing/world/create-world.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';

it('makes a key that nobody but its owner can read, and keeps it', () => {
  const folder = emptyFolder();

  const key = accessKey(folder);

  expect(key).toMatch(/^errand_[A-Za-z0-9_-]{43}$/);
  expect(accessKey(folder)).toBe(key);
  expect(readFileSync(join(folder, 'key'), 'utf8')).toBe(`${key}\n`);
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
});

it('takes the key it is given, and keeps that one', () => {
  const folder = emptyFolder();
  accessKey(folder);

  accessKey(folder, 'errand_given');

  expect(accessKey(folder)).toBe('errand_given');
});

it('takes from others a file that they could read', () => {
  const folder = emptyFolder();
  accessKey(folder);
  chmodSync(join(folder, 'key'), 0o644);

  accessKey(folder);

  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
});

it('makes a new key in place of a file without one', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'key'), '\n');

  expect(accessKey(folder)).toMatch(/^errand_/);
});

it.each(['short', 'with a space', 'ümlaut-in-key'])('refuses %j as a key', (key) => {
  expect(() => accessKey(emptyFolder(), key)).toThrow('Expected ERRAND_KEY to be 8 to 200');
});

it('lets the store know the key by its hash alone, with all scopes', async () => {
  const { store } = createWorld();

  await admit('errand_given', store);

  expect(await store.findKey(hash('sha256', 'errand_given', 'hex'))).toEqual({
    tenant: 'default',
    scopes: ['enqueue', 'read', 'manage', 'admin'],
  });
});

function emptyFolder(): string {
  const { folder, remove } = dataFolder();
  onTestFinished(remove);
  mkdirSync(folder);
  return folder;
}
