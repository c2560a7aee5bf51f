import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runProgram } from '../../support/cli/run-program.ts';
import { stubServer } from '../../support/cli/stub-server.ts';

function problem(status: number, fields: object = {}) {
  const detail = 'Send the same request again in a few seconds';
  return {
    status,
    body: JSON.stringify({ title: 'No luck', code: 'no-luck', status, detail, ...fields }),
  };
}

async function typesOf(url: string, ...more: readonly string[]) {
  return runProgram(['types', '--url', url, '--key', 'errand_key', ...more]);
}

it.each([
  [429, 4],
  [503, 4],
  [403, 1],
  [422, 1],
  [500, 1],
])('a problem of status %d ends with %d, its title and what to do', async (status, code) => {
  const ran = await typesOf(await stubServer(problem(status)));

  expect(ran).toEqual({
    code,
    out: '',
    err: 'errand: No luck (no-luck)\n  Send the same request again in a few seconds\n',
  });
});

describe('a key that is refused', () => {
  const refusal = problem(401, { title: 'A valid key is needed', detail: 'It is not known' });

  it.each([
    [['--key', 'wrong'], { ERRAND_KEY: 'other' }, 'The key was given by --key: '],
    [[], { ERRAND_KEY: 'wrong' }, 'The key was taken from ERRAND_KEY: set another one'],
  ])('is one of which it says where it was taken from: %j %j', async (args, environment, told) => {
    const url = await stubServer(refusal);

    const { code, err } = await runProgram(['types', '--url', url, ...args], { environment });

    expect(code).toBe(1);
    expect(err).toContain(`A valid key is needed (no-luck)\n  It is not known\n  ${told}`);
  });

  it('may be that of another server on this machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'errand-cli-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'key'), 'wrong');
    const url = await stubServer(refusal);

    const { err } = await runProgram(['types', '--url', url], {
      environment: { ERRAND_DATA: folder },
    });

    expect(err).toContain(`The key was read from '${folder}/key': if the server that answers`);
    expect(err).toContain('--data');
  });
});

it('a problem names each place that is wrong', async () => {
  const errors = [
    { pointer: '#/payload/a', detail: 'Expected a number' },
    { parameter: 'limit', detail: 'Expected less' },
  ];

  const { err } = await typesOf(await stubServer(problem(422, { errors })));

  expect(err).toBe(
    'errand: No luck (no-luck)\n  #/payload/a: Expected a number\n  limit: Expected less\n',
  );
});

it.each([
  [200, '<html>a page</html>'],
  [404, '<html>not found</html>'],
  [404, '{"message":"Not Found"}'],
])('an answer of %d that is not of the API ends with 4: %s', async (status, body) => {
  const url = await stubServer({ status, body });

  const { code, err } = await typesOf(url);

  expect(code).toBe(4);
  expect(err).toContain(`What answers at ${url} is not Errand's API`);
});

it('lets no text of a server steer the terminal', async () => {
  const { err } = await typesOf(await stubServer(problem(422, { detail: '\u001b[2J' })));

  expect(err).toContain('\\u001b[2J');
});

it('a call that Ctrl-C ends, ends with 130 and without a word', async () => {
  const url = await stubServer(problem(422));

  const ran = await runProgram(['types', '--url', url, '--key', 'errand_key'], {
    interruption: () => AbortSignal.abort(),
  });

  expect(ran).toEqual({ code: 130, out: '', err: '' });
});
