import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandLine } from '../../support/cli/command-line.ts';
import { runProgram } from '../../support/cli/run-program.ts';
import { until } from '../../support/flows/until.ts';

const { place, errand, run, json, enqueued, over } = commandLine();

describe('errand jobs', () => {
  it('enqueues, and prints the id alone on stdout', async () => {
    const { code, out, err } = await errand(['jobs', 'enqueue', 'demo', '{"echo":1}']);

    expect(code).toBe(0);
    expect(out).toMatch(/^[\w-]{36}\n$/);
    expect(err).toBe('The job is queued\n');
  });

  it('enqueues what is on stdin or in a file, with tags and a delay', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'errand-cli-')), 'payload.json');
    onTestFinished(() => rmSync(join(file, '..'), { recursive: true }));
    writeFileSync(file, '{"echo":"file"}');
    const terms = ['--delay', '3h', '--tag', 'a', '--tag', 'b', '--json'];

    const piped = await errand(['jobs', 'enqueue', 'demo', '-', ...terms], {
      input: '{"echo":"piped"}',
    });
    const read = await errand(['jobs', 'enqueue', 'demo', `@${file}`, ...terms]);

    const scheduled = { status: 'scheduled', tags: ['a', 'b'] };
    expect(JSON.parse(piped.out)).toMatchObject({ payload: { echo: 'piped' }, ...scheduled });
    expect(JSON.parse(read.out)).toMatchObject({ payload: { echo: 'file' }, ...scheduled });
  });

  it('makes one job of two calls with one idempotency key', async () => {
    const twice = [
      await enqueued({}, '--idempotency-key', 'order-42'),
      await enqueued({}, '--idempotency-key', 'order-42'),
    ];

    expect(new Set(twice).size).toBe(1);
  });

  it('lists jobs as a table and as JSON', async () => {
    const id = await over(await enqueued({ echo: 1 }, '--tag', 'listed'));
    await enqueued({ echo: 2 });

    const table = await errand(['jobs', 'list', '--tag', 'listed']);
    const { jobs } = await json('jobs', 'list', '--tag', 'listed');
    const [heading, ...rows] = table.out.trimEnd().split('\n');

    expect(heading?.split(/ {2,}/)).toEqual([
      'ID',
      'TYPE',
      'STATUS',
      'ATTEMPT',
      'CREATED',
      'TOOK',
      'REMARK',
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(new RegExp(`^${id}  demo  succeeded  1/3 +\\d\\S* ago +\\d\\S*$`));
    expect(jobs).toMatchObject([{ id, status: 'succeeded', tags: ['listed'] }]);
  });

  it('says that there are more than it lists', async () => {
    for (let n = 0; n < 3; n++) await enqueued({}, '--tag', 'many', '--delay', '1h');

    const two = await run(['jobs', 'list', '--tag', 'many', '--limit', '2']);
    const all = await run(['jobs', 'list', '--tag', 'many', '--all', '--limit', '2']);

    expect(two.out.trimEnd().split('\n')).toHaveLength(3);
    expect(two.err).toContain('There are more: --limit 4');
    expect(all.out.trimEnd().split('\n')).toHaveLength(4);
    expect(all.err).toBe('');
  });

  it('shows a job with its error, its payload and its history', async () => {
    const id = await over(await enqueued({ outcome: 'permanent' }));

    const { code, out } = await errand(['jobs', 'show', id]);

    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Id +${id}$`, 'm'));
    expect(out).toMatch(/^Status +failed$/m);
    expect(out).toMatch(/^Error +permanent in attempt 1: PermanentError: The payload asks/m);
    expect(out).toContain('"outcome": "permanent"');
    expect(out).toMatch(/UTC {2}running +attempt 1$/m);
  });

  it('prints what a job has logged', async () => {
    const id = await over(await enqueued({ lines: ['begins', 'goes on'] }));

    const { code, out } = await errand(['jobs', 'logs', id]);

    expect(code).toBe(0);
    expect(out).toMatch(/^\S+Z info {3}1 {2}begins line=1\n\S+Z info {3}1 {2}goes on line=2\n$/);
    expect((await run(['jobs', 'logs', await over(await enqueued({}))])).err).toContain('nothing');
  });

  it('writes out what a job would do to the terminal', async () => {
    const id = await enqueued({ echo: '\u001b[2J' });

    const { out } = await errand(['jobs', 'show', id]);

    expect(out).toContain('\\u001b[2J');
    expect(out).not.toContain('\u001b');
  });

  it('cancels a job that waits', async () => {
    const id = await enqueued({}, '--delay', '1h');

    const { code, err } = await errand(['jobs', 'cancel', id]);

    expect([code, err]).toEqual([0, `Job ${id} is cancelled\n`]);
    expect(await json('jobs', 'show', id)).toMatchObject({ status: 'cancelled' });
  });

  it('gives a job another time', async () => {
    const id = await enqueued({ echo: 'moved' }, '--delay', '3h');

    const moved = await run(['jobs', 'reschedule', id, '--delay', '0s']);
    const { out } = await errand(['jobs', 'wait', id]);

    expect(moved.code).toBe(0);
    expect(JSON.parse(out)).toEqual({ echo: 'moved' });
  });

  it('erases a job', async () => {
    const id = await over(await enqueued({ echo: 'private' }));

    const { code } = await run(['jobs', 'erase', id]);

    const job = await json('jobs', 'show', id);
    expect(code).toBe(0);
    expect(job.erasedAt).toBeDefined();
    expect(job.payload).toBeUndefined();
  });
});

describe('errand jobs wait', () => {
  it('prints the result and ends with 0 when the job succeeds', async () => {
    const id = await enqueued({ sleepMs: 300, echo: 'hello' });

    const { code, out, err } = await errand(['jobs', 'wait', id]);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ echo: 'hello' });
    expect(err).toMatch(/^Job \S+ succeeded in \d+\S+\n$/);
  });

  it.each([
    [
      'failed',
      ['jobs', 'enqueue', 'demo', '{"outcome":"permanent"}', '--wait'],
      /permanent: The payload/,
    ],
    [
      'is unknown to the code',
      ['jobs', 'enqueue', 'demo', '{"outcome":"exit"}', '--wait', '--json'],
      /crashed/,
    ],
  ])('ends with 3 when the job %s', async (_how, args, reason) => {
    const { code, out, err } = await errand(args);

    expect(code).toBe(3);
    expect(args.includes('--json') ? out : err).toMatch(reason);
  });

  it('ends with 3 when the job is cancelled', async () => {
    const id = await enqueued({}, '--delay', '1h');
    await json('jobs', 'cancel', id);

    const { code, out, err } = await errand(['jobs', 'wait', id]);

    expect([code, out]).toEqual([3, '']);
    expect(err).toBe(`errand: Job ${id} was cancelled\n`);
  });

  it('ends with 5 when the job is not over in time', async () => {
    const id = await enqueued({}, '--delay', '1h');

    const { code, err } = await errand(['jobs', 'wait', id, '--timeout', '200ms']);

    expect(code).toBe(5);
    expect(err).toContain(`Job ${id} is still scheduled after 200ms`);
  });

  it('draws what it waits for on a terminal, and ends with 130 when it is interrupted', async () => {
    const id = await enqueued({}, '--delay', '1h');
    const interruption = new AbortController();
    const drawn: string[] = [];

    const { code } = await runProgram(['jobs', 'wait', id], {
      environment: place(),
      screen: { columns: 80, colours: false },
      interruption: () => interruption.signal,
      err: (text) => {
        drawn.push(text);
        if (text.includes('demo scheduled')) interruption.abort();
      },
    });

    expect(code).toBe(130);
    expect(drawn.at(-1)).toContain(`errand jobs cancel ${id}`);
  });
});

describe('errand jobs retry', () => {
  it('runs one job again', async () => {
    const id = await over(await enqueued({ outcome: 'permanent' }));

    const { code, out } = await errand(['jobs', 'retry', id]);

    expect([code, out]).toEqual([0, `${id}\n`]);
    expect((await run(['jobs', 'wait', id])).code).toBe(3);
    expect(await json('jobs', 'show', id)).toMatchObject({ attempt: 2 });
  });

  it('runs all that fit a filter again, and says how many', async () => {
    for (let n = 0; n < 2; n++) {
      await over(await enqueued({ outcome: 'permanent' }, '--tag', 'again'));
    }
    await until('both to be listed', async () => {
      const { jobs } = await json('jobs', 'list', '--status', 'failed', '--tag', 'again');
      return jobs.length === 2 || undefined;
    });

    const { code, out } = await errand(['jobs', 'retry', '--tag', 'again']);

    expect([code, out]).toEqual([0, '2 jobs run again\n']);
  });

  it('says of which ids nothing became', async () => {
    const id = await enqueued({}, '--delay', '1h');

    const { code, out } = await errand(['jobs', 'retry', id, 'none']);

    expect(code).toBe(0);
    expect(out).toBe('0 jobs run again, 2 do not: 1 missing, 1 not-final\n');
  });
});
