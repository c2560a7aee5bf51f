import { expect, it } from 'vitest';
import { readSettings } from '../../../local/settings.ts';

it('has a value for whatever is not set', () => {
  const settings = read({ PORT: '' });

  expect(settings).toEqual({
    port: 3000,
    folder: '.errand',
    key: undefined,
    virtualClock: false,
    watch: false,
    colours: true,
    origins: [],
    rateLimit: { rate: 10_000, burst: 20_000 },
    tokenIssuer: undefined,
  });
});

it('takes what is set', () => {
  const environment = {
    PORT: '0',
    ERRAND_DATA: '/data',
    ERRAND_KEY: 'errand_key',
    ERRAND_CLOCK: 'virtual',
    ERRAND_KEY_LIMIT: '5/10',
    NO_COLOR: '1',
    ERRAND_ORIGINS: 'http://localhost:5173, https://app.example.com',
  };

  expect(read(environment, ['--watch'])).toEqual({
    port: 0,
    folder: '/data',
    key: 'errand_key',
    virtualClock: true,
    watch: true,
    colours: false,
    origins: ['http://localhost:5173', 'https://app.example.com'],
    rateLimit: { rate: 5, burst: 10 },
    tokenIssuer: undefined,
  });
});

it.each([
  [{ PORT: '65536' }, [], "Expected PORT to be a whole number from 0 to 65535, got '65536'"],
  [{ PORT: '3e3' }, [], "got '3e3'"],
  [{ ERRAND_CLOCK: 'fast' }, [], "Expected ERRAND_CLOCK to be 'virtual' or 'real', got 'fast'"],
  [{ ERRAND_ORIGINS: '*' }, [], 'ERRAND_ORIGINS cannot be used. Expected an origin such as'],
  [{ ERRAND_KEY_LIMIT: '5' }, [], "ERRAND_KEY_LIMIT cannot be used. Expected '<requests"],
  [{}, ['--port=1'], "'--port=1' is not an option: there is only --watch"],
])('refuses %j %j', (environment, args, message) => {
  expect(() => read(environment, args)).toThrow(message);
});

it('has no colours where the output is no terminal', () => {
  expect(readSettings({ environment: {}, args: [], isTerminal: false }).colours).toBe(false);
});

function read(environment: Record<string, string>, args: readonly string[] = []) {
  return readSettings({ environment, args, isTerminal: true });
}
