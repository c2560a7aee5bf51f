import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findServer, serverUrl } from '../../../../cli/connection/find-server.ts';
import { CommandEnd } from '../../../../cli/exit-codes.ts';
import { UsageError } from '../../../../cli/surroundings.ts';

function folderWithKey(key: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'errand-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'key'), `${key}\n`);
  return folder;
}

describe('the address', () => {
  it.each<[string, { url?: string }, NodeJS.ProcessEnv, string]>([
    ["this machine's server", {}, {}, 'http://127.0.0.1:3000/v1'],
    ['its port', {}, { PORT: '4000' }, 'http://127.0.0.1:4000/v1'],
    ['ERRAND_URL', {}, { ERRAND_URL: 'https://a.example/v1/' }, 'https://a.example/v1'],
    ['an empty ERRAND_URL', {}, { ERRAND_URL: '' }, 'http://127.0.0.1:3000/v1'],
    ['--url', { url: 'https://b.example/stage' }, { ERRAND_URL: 'x' }, 'https://b.example/stage'],
    ['--url without a path', { url: 'https://b.example' }, {}, 'https://b.example/v1'],
  ])('is that of %s', async (_what, place, environment, url) => {
    expect(await serverUrl(place, { environment })).toBe(url);
  });

  it.each([
    'b.example',
    'ftp://b.example',
    'https://me@b.example/v1',
    'https://b.example/v1?x',
    '',
  ])('is refused if it is %j', async (url) => {
    await expect(serverUrl({ url }, { environment: {} })).rejects.toBeInstanceOf(UsageError);
  });
});

describe('the key', () => {
  it("is this machine's server's, from its folder", async () => {
    const data = folderWithKey('errand_local');

    expect(await findServer({ data }, { environment: {} })).toEqual({
      url: 'http://127.0.0.1:3000/v1',
      key: 'errand_local',
    });
  });

  it('is ERRAND_KEY in the place of a file, and --key in the place of both', async () => {
    const environment = { ERRAND_DATA: folderWithKey('errand_local'), ERRAND_KEY: 'errand_set' };

    const set = await findServer({}, { environment });
    const given = await findServer({ key: 'errand_given' }, { environment });

    expect([set.key, given.key]).toEqual(['errand_set', 'errand_given']);
  });

  it.each([
    'https://jobs.example/v1',
    'http://127.0.0.1.jobs.example/v1',
    'http://localhost.example/v1',
    'http://10.0.0.1/v1',
  ])("is not this machine's for %s: that one is sent nowhere else", async (url) => {
    const environment = { ERRAND_DATA: folderWithKey('errand_local') };

    await expect(findServer({ url }, { environment })).rejects.toThrow(/ERRAND_KEY/);
  });

  it.each(['http://localhost:4000/v1', 'http://127.0.0.2/v1', 'http://[::1]:3000/v1'])(
    "is this machine's for %s",
    async (url) => {
      const environment = { ERRAND_DATA: folderWithKey('errand_local') };

      expect(await findServer({ url }, { environment })).toEqual({ url, key: 'errand_local' });
    },
  );

  it('is missed with a word on what to do where no server has been', async () => {
    const missed = findServer({ data: '/nowhere' }, { environment: {} });

    await expect(missed).rejects.toBeInstanceOf(CommandEnd);
    await expect(missed).rejects.toMatchObject({ exitCode: 4 });
    await expect(missed).rejects.toThrow("'/nowhere/key': start one here with errand dev");
  });
});
