import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunOptions, runErrand, startErrand } from '../../support/cli/run-errand.ts';
import { runProgram } from '../../support/cli/run-program.ts';
import { until } from '../../support/flows/until.ts';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../../support/local-server/start-local-server.ts';

const { folder, remove } = dataFolder();
let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer({ folder });
});

afterAll(async () => {
  await server.killTree();
  remove();
});

function place() {
  return { ERRAND_URL: server.url, ERRAND_DATA: folder };
}

/** The program as a process, with the server's address and the key of its folder. */
function errand(args: readonly string[], { environment, ...options }: RunOptions = {}) {
  return runErrand(args, { ...options, environment: { ...place(), ...environment } });
}

/** In this process, which is faster. */
async function json(...args: readonly string[]) {
  const { code, out, err } = await runProgram([...args, '--json'], { environment: place() });
  if (code !== 0) throw new Error(`errand ${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out);
}

async function enqueued(payload: object, ...more: readonly string[]): Promise<string> {
  const { id } = await json('jobs', 'enqueue', 'demo', JSON.stringify(payload), ...more);
  return id;
}

async function over(id: string): Promise<string> {
  await runProgram(['jobs', 'wait', id], { environment: place() });
  return id;
}

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

    const two = await errand(['jobs', 'list', '--tag', 'many', '--limit', '2']);
    const all = await errand(['jobs', 'list', '--tag', 'many', '--all', '--limit', '2']);

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

    const moved = await errand(['jobs', 'reschedule', id, '--delay', '0s']);
    const { out } = await errand(['jobs', 'wait', id]);

    expect(moved.code).toBe(0);
    expect(JSON.parse(out)).toEqual({ echo: 'moved' });
  });

  it('erases a job', async () => {
    const id = await over(await enqueued({ echo: 'private' }));

    const { code } = await errand(['jobs', 'erase', id]);

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
    expect((await errand(['jobs', 'wait', id])).code).toBe(3);
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

describe('the other commands', () => {
  it('list the queues, pause one and resume it', async () => {
    const paused = await errand(['queues', 'pause', 'default']);
    const table = await errand(['queues']);
    await json('queues', 'resume', 'default');
    const { queues } = await json('queues', 'list');

    expect(paused.code).toBe(0);
    expect(table.out).toMatch(/^default +\d+ +\d+ +\d+ +\d+ .*paused$/m);
    expect(queues).toContainEqual(expect.objectContaining({ name: 'default', paused: false }));
  });

  it('make a schedule, run it, show it, and delete it', async () => {
    const terms = ['--cron', '0 9 * * MON-FRI', '--time-zone', 'Europe/Berlin'];
    const put = await errand(['schedules', 'put', 'mornings', 'demo', '{"echo":"hi"}', ...terms]);
    const ran = await errand(['schedules', 'run', 'mornings', '--wait']);
    const list = await errand(['schedules']);
    const shown = await json('schedules', 'show', 'mornings');
    const deleted = await errand(['schedules', 'delete', 'mornings']);

    expect(put.out).toMatch(/^Times +0 9 \* \* MON-FRI Europe\/Berlin$/m);
    expect(JSON.parse(ran.out)).toEqual({ echo: 'hi' });
    expect(list.out).toMatch(
      /^mornings +demo +0 9 \* \* MON-FRI Europe\/Berlin +in \S+ +api +succeeded$/m,
    );
    expect(shown).toMatchObject({ name: 'mornings', payload: { echo: 'hi' }, paused: false });
    expect(deleted.code).toBe(0);
    expect((await errand(['schedules', 'show', 'mornings'])).code).toBe(1);
  });

  it('list the job types, and show the schema of one', async () => {
    const { out } = await errand(['types']);
    const { input } = await json('types', 'demo');

    expect(out).toMatch(/^demo +demo +10s +3 +sleepMs\?, outcome\?/m);
    expect(input).toMatchObject({ type: 'object', additionalProperties: false });
    expect((await errand(['types', 'none'])).err).toContain('there are demo,');
  });

  it('count how attempts ended', async () => {
    await over(await enqueued({}));

    const { out } = await errand(['stats']);

    expect(out).toMatch(/^TYPE +SUCCEEDED +FAILED +CANCELLED +RETRIED +ON AVERAGE +COURSE$/m);
    expect(out).toMatch(/^demo +[1-9]\d* /m);
    expect(await json('stats')).toHaveProperty('minutes');
  });

  it('open the dashboard in the browser that the environment names, or print its address', async () => {
    const place = mkdtempSync(join(tmpdir(), 'errand-browser-'));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const browser = join(place, 'browser');
    writeFileSync(browser, `#!/bin/sh\necho "$@" > '${place}/opened'\n`, { mode: 0o755 });

    const opened = await errand(['open'], { environment: { BROWSER: browser } });
    const printed = await errand(['open', '--print'], { environment: { BROWSER: '/nowhere' } });
    const without = await errand(['open'], { environment: { BROWSER: '/nowhere' } });

    const address = `${server.url}/dashboard`;
    expect([opened.out, opened.err]).toEqual(['', `Opened ${address}\n`]);
    expect(readFileSync(join(place, 'opened'), 'utf8')).toBe(`${address}\n`);
    expect([printed.out, without.out]).toEqual([`${address}\n`, `${address}\n`]);
  });
});

describe('an error', () => {
  it('of the payload names each place, with its code and without a stack', async () => {
    const { code, out, err } = await errand(['jobs', 'enqueue', 'demo', '{"sleepMs":-1,"x":2}']);

    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^errand: The request cannot be accepted as it is \(invalid-request\)\n/);
    expect(err).toMatch(/^ {2}#\/payload\/sleepMs: /m);
    expect(err).toMatch(/^ {2}#\/payload\/x: /m);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('of a job that is not there ends with 1', async () => {
    const { code, err } = await errand(['jobs', 'show', 'none']);

    expect(code).toBe(1);
    expect(err).toMatch(/^errand: No such job \(unknown-job\)\n {2}\S/);
  });

  it('of a key that is not valid ends with 1, without the key', async () => {
    const { code, err } = await errand(['types', '--key', 'errand_wrong']);

    expect(code).toBe(1);
    expect(err).toContain('(unauthenticated)');
    expect(err).not.toContain('errand_wrong');
  });

  it('ends with 4 where no server answers, and says what to do', async () => {
    const { code, err } = await errand(['types', '--url', 'http://127.0.0.1:9/v1']);

    expect(code).toBe(4);
    expect(err).toContain('http://127.0.0.1:9/v1');
    expect(err).toContain('errand dev');
  });
});

it('runs the server on this machine until it is told to end', async () => {
  const { folder: data, remove: removeData } = dataFolder();
  onTestFinished(removeData);
  const dev = startErrand(['dev', '--port', '0', '--data', data]);
  const url = await until('the server', async () => /Address +(http:\S+)/.exec(dev.text.out)?.[1]);
  const types = await runErrand(['types', '--url', url, '--data', data]);

  dev.signal('SIGTERM');

  expect((await dev.ended).code).toBe(0);
  expect(types.out).toMatch(/^demo /m);
});

it.each([
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  [{}, false],
])('has colours with %j: %s', async (environment, colours) => {
  const { out } = await errand(['queues'], { environment });

  expect(out.includes('\u001b[')).toBe(colours);
});
