import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { program } from '../../../cli/program.ts';
import { localKeys } from '../../../local/local-keys.ts';
import { openDatabase } from '../../../local/sqlite/open-database.ts';

const now = Date.UTC(2030, 0, 1);

/** The data of a server that runs or has run, and the command line over it. */
function setup({ running = false, colours = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'errand-keys-'));
  const server = openDatabase(folder);
  if (!running) server.close();
  const keys = localKeys(folder);
  onTestFinished(() => {
    keys.close();
    if (running) server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, keys, run: (...args: string[]) => runIn(folder, args, { colours }) };
}

async function runIn(folder: string, args: readonly string[], { colours = false } = {}) {
  const text = { out: '', err: '' };
  const code = await program(args, {
    out: (some) => {
      text.out += some;
    },
    err: (some) => {
      text.err += some;
    },
    environment: { ERRAND_DATA: folder },
    now: () => now,
    colours,
  });
  return { code, ...text };
}

const hashOf = (key: string) => hash('sha256', key.trim(), 'hex');

describe('errand keys create', () => {
  it('writes the key alone to stdout, and only its hash to the store', async () => {
    const { keys, run } = setup();

    const { code, out, err } = await run('keys', 'create');

    expect(code).toBe(0);
    expect(out).toMatch(/^errand_[\w-]{43}\n$/);
    expect(err).toContain('shown this once');
    expect(await keys.listKeys()).toEqual([
      {
        sha256: hashOf(out),
        tenant: 'default',
        scopes: ['enqueue', 'read', 'manage', 'admin'],
        createdAt: now,
      },
    ]);
  });

  it('takes each tenant that tokens and roles may have', async () => {
    const { run, keys } = setup();

    await run('keys', 'create', '--tenant', 'team:a@b.com');

    expect(await keys.listKeys()).toMatchObject([{ tenant: 'team:a@b.com' }]);
  });

  it('takes tenant, scopes, job types, name and expiry', async () => {
    const { keys, run } = setup();
    const terms = ['--tenant', 'acme', '--scopes', 'read,enqueue', '--types', 'demo,resize-image'];

    const { out } = await run('keys', 'create', ...terms, '--name', 'Büro', '--expires', '90d');

    expect(await keys.findKey(hashOf(out))).toEqual({
      name: 'Büro',
      tenant: 'acme',
      scopes: ['read', 'enqueue'],
      types: ['demo', 'resize-image'],
      createdAt: now,
      expiresAt: now + 90 * 86_400_000,
    });
  });

  it.each([
    ['2030-02-01', Date.UTC(2030, 1, 1)],
    ['2030-02-01T12:00:00Z', Date.UTC(2030, 1, 1, 12)],
    ['2030-02-01T12:00:00+02:00', Date.UTC(2030, 1, 1, 10)],
  ])('takes %s as the time of expiry', async (text, expiresAt) => {
    const { keys, run } = setup();

    const { out } = await run('keys', 'create', '--expires', text);

    expect(await keys.findKey(hashOf(out))).toMatchObject({ expiresAt });
  });

  it('answers JSON with the key and its id', async () => {
    const { run } = setup();

    const { out, err } = await run('keys', 'create', '--json', '--scopes', 'read');

    const { key, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      id: hashOf(key).slice(0, 12),
      tenant: 'default',
      scopes: ['read'],
      createdAt: '2030-01-01T00:00:00.000Z',
    });
    expect(err).toBe('');
  });

  it.each([
    [['--scopes', 'write'], 'enqueue,read,manage,admin'],
    [['--scopes', ''], 'enqueue,read,manage,admin'],
    [['--types', 'Demo'], 'names of job types'],
    [['--tenant', 'a b'], '1 to 64'],
    [['--tenant', 'a#1'], '1 to 64'],
    [['--tenant', 'system'], "not 'system'"],
    [['--name', 'two\nlines'], 'visible characters'],
    [['--expires', 'soon'], "got 'soon'"],
    [['--expires', '0s'], "got '0s'"],
    [['--expires', '2029-12-31'], "got '2029-12-31'"],
    [['--expires', '2030-13-01'], "got '2030-13-01'"],
    [['--data', 'x', '--stack', 'Errand'], 'cannot be used with'],
    [['--colour'], "unknown option '--colour'"],
  ])('with %j ends with 2, says why, and makes no key', async (args, reason) => {
    const { keys, run } = setup();

    const { code, out, err } = await run('keys', 'create', ...args);

    expect(code).toBe(2);
    expect(err).toContain(reason);
    expect(out).toBe('');
    expect(await keys.listKeys()).toEqual([]);
  });

  it('works beside a server that has the folder', async () => {
    const { keys, run } = setup({ running: true });

    const { code, out } = await run('keys', 'create');

    expect(code).toBe(0);
    expect(await keys.findKey(hashOf(out))).toBeDefined();
  });

  it('says what to do where no server has been', async () => {
    const { code, err } = await runIn('/nowhere', ['keys', 'create']);

    expect(code).toBe(1);
    expect(err).toBe(
      "errand: There is no server's data in '/nowhere': start the server once with npm start, or name its folder with --data\n",
    );
  });
});

describe('errand keys list', () => {
  it('shows a table without keys and hashes, by tenant', async () => {
    const { run } = setup();
    const made = await run('keys', 'create', '--tenant', 'b', '--scopes', 'read', '--name', 'web');
    await run('keys', 'create', '--tenant', 'a', '--types', 'demo', '--expires', '31d');

    const { out } = await run('keys', 'list');

    const rows = out.trimEnd().split('\n');
    expect(rows.map((row) => row.split(/ {2,}/).slice(1))).toEqual([
      ['NAME', 'TENANT', 'SCOPES', 'TYPES', 'CREATED', 'EXPIRES'],
      ['-', 'a', 'enqueue,read,manage,admin', 'demo', '2030-01-01', '2030-02-01'],
      ['web', 'b', 'read', 'all', '2030-01-01', 'never'],
    ]);
    expect(out).not.toContain(made.out.trim());
    expect(out).not.toContain(hashOf(made.out));
  });

  it('shows those of one tenant, as JSON', async () => {
    const { run } = setup();
    const { out: key } = await run('keys', 'create', '--tenant', 'b', '--scopes', 'read');
    await run('keys', 'create', '--tenant', 'a');

    const { out } = await run('keys', 'list', '--tenant', 'b', '--json');

    expect(JSON.parse(out)).toEqual({
      keys: [
        {
          id: hashOf(key).slice(0, 12),
          tenant: 'b',
          scopes: ['read'],
          createdAt: '2030-01-01T00:00:00.000Z',
        },
      ],
    });
  });

  it('shows a key of a release that wrote no more than tenant and scopes, and one that is over', async () => {
    const { keys, run } = setup();
    await keys.putKey('a'.repeat(64), { tenant: 'default', scopes: ['read'], expiresAt: now });

    const { out } = await run('keys', 'list');

    expect(out).toMatch(/^aaaaaaaaaaaa +- +default +read +all +- +2030-01-01 \(over\)$/m);
  });

  it('uses bold type only where colours are wanted', async () => {
    const plain = setup();
    const coloured = setup({ colours: true });
    await plain.run('keys', 'create');
    await coloured.run('keys', 'create');

    expect((await plain.run('keys', 'list')).out).not.toContain('\u001b');
    expect((await coloured.run('keys', 'list')).out).toContain('\u001b[1mID');
  });
});

describe('errand keys revoke', () => {
  it.each(['its id', 'the key itself'])('takes a key away by %s, and leaves others', async (by) => {
    const { keys, run } = setup();
    const { out: gone } = await run('keys', 'create');
    const { out: kept } = await run('keys', 'create');

    const name = by === 'its id' ? hashOf(gone).slice(0, 12) : gone.trim();
    const { code, err } = await run('keys', 'revoke', name);

    expect(code).toBe(0);
    expect(err).toContain('60 s');
    expect((await keys.listKeys()).map(({ sha256 }) => sha256)).toEqual([hashOf(kept)]);
  });

  it('ends with 1 if there is no such key, and does not repeat what could be one', async () => {
    const { run } = setup();

    const { code, err } = await run('keys', 'revoke', 'errand_secret');

    expect(code).toBe(1);
    expect(err).toContain('errand keys list');
    expect(err).not.toContain('errand_secret');
  });

  it('ends with 1 if an id stands for several keys, and takes none away', async () => {
    const { keys, run } = setup();
    for (const end of ['a', 'b']) {
      await keys.putKey('0'.repeat(63) + end, { tenant: 'default', scopes: [] });
    }

    const { code } = await run('keys', 'revoke', '0'.repeat(12));

    expect(code).toBe(1);
    expect(await keys.listKeys()).toHaveLength(2);
  });
});

it.each([
  [['--help'], 0],
  [['keys', 'create', '--help'], 0],
  [[], 2],
  [['key'], 2],
])('errand %j ends with %i', async (args, code) => {
  const ended = await runIn('/nowhere', args);

  expect(ended.code).toBe(code);
  expect(code === 0 ? ended.out : ended.err).not.toBe('');
});
