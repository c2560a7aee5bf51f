import { expect, it } from 'vitest';
import { welcome } from '../../../local/welcome.ts';

const server = {
  port: 3000,
  key: 'errand_key',
  folder: '.errand',
  virtualClock: false,
  paused: [],
  example: undefined,
};

it('says where the server is, by which key, and how to see what it runs', () => {
  const text = welcome(server);

  expect(text).toContain('Address  http://127.0.0.1:3000/v1\n');
  expect(text).toContain('Key      errand_key\n');
  expect(text).toContain(
    "\ncurl http://127.0.0.1:3000/v1/types -H 'Authorization: Bearer errand_key'\n",
  );
});

it('has a command for an example that a shell takes as it stands', () => {
  const text = welcome({ ...server, example: { type: 'greet', payload: { name: "D'Arcy" } } });

  expect(text).toContain(`-d '{"type":"greet","payload":{"name":"D'\\''Arcy"}}'\n`);
});

it('says what else is not as usual', () => {
  const text = welcome({ ...server, virtualClock: true, paused: ['mail', 'slow'] });

  expect(text).toContain('Clock    virtual:');
  expect(text).toContain('Paused   mail, slow:');
});
