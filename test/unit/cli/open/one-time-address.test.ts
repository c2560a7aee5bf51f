import { expect, it } from 'vitest';
import { oneTimeAddress } from '../../../../cli/open/one-time-address.ts';

const target = 'http://127.0.0.1:3000/v1/dashboard#key=errand_key';

it('leads to its target once', async () => {
  await using once = await oneTimeAddress(target);
  const visit = (init: RequestInit = {}) => fetch(once.address, { redirect: 'manual', ...init });

  const looked = await visit({ method: 'HEAD' });
  const first = await visit();
  await once.used;
  const second = await visit();

  expect([looked.status, first.status, second.status]).toEqual([404, 302, 404]);
  expect(first.headers.get('Location')).toBe(target);
  expect(first.headers.get('Cache-Control')).toBe('no-store');
  expect(second.headers.get('Location')).toBeNull();
});

it('tells nothing to whoever guesses', async () => {
  await using once = await oneTimeAddress(target);

  const guessed = await fetch(new URL('/', once.address), { redirect: 'manual' });

  expect(guessed.status).toBe(404);
  expect(once.address).not.toContain('errand_key');
});
