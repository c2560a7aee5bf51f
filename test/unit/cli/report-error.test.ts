import { expect, it } from 'vitest';
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
