import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandLine } from '../../support/cli/command-line.ts';
import { runErrand, startErrand } from '../../support/cli/run-errand.ts';
import { silentServer } from '../../support/cli/stub-server.ts';
import { until } from '../../support/flows/until.ts';
import { dataFolder } from '../../support/local-server/start-local-server.ts';

const { url, key, errand, run, json, enqueued, over } = commandLine();

describe('the other commands', () => {
  it('list the queues, pause one and resume it', async () => {
    const paused = await run(['queues', 'pause', 'default']);
    const table = await run(['queues']);
    await json('queues', 'resume', 'default');
    const { queues } = await json('queues', 'list');

    expect(paused.code).toBe(0);
    expect(table.out).toMatch(/^default +\d+ +\d+ +\d+ +\d+ .*paused$/m);
    expect(queues).toContainEqual(expect.objectContaining({ name: 'default', paused: false }));
  });

  it('make a schedule, run it, show it, and delete it', async () => {
    const terms = ['--cron', '0 9 * * MON-FRI', '--time-zone', 'Europe/Berlin'];
    const put = await run(['schedules', 'put', 'mornings', 'demo', '{"echo":"hi"}', ...terms]);
    const ran = await run(['schedules', 'run', 'mornings', '--wait']);
    const list = await run(['schedules']);
    const shown = await json('schedules', 'show', 'mornings');
    const deleted = await run(['schedules', 'delete', 'mornings']);

    expect(put.out).toMatch(/^Times +0 9 \* \* MON-FRI Europe\/Berlin$/m);
    expect(JSON.parse(ran.out)).toEqual({ echo: 'hi' });
    expect(list.out).toMatch(
      /^mornings +demo +0 9 \* \* MON-FRI Europe\/Berlin +in \S+ +api +succeeded$/m,
    );
    expect(shown).toMatchObject({ name: 'mornings', payload: { echo: 'hi' }, paused: false });
    expect(deleted.code).toBe(0);
    expect((await run(['schedules', 'show', 'mornings'])).code).toBe(1);
  });

  it('list the job types, and show the schema of one', async () => {
    const { out } = await run(['types']);
    const { input } = await json('types', 'demo');

    expect(out).toMatch(/^demo +demo +10s +3 .*sleepMs\?, outcome\?/m);
    expect(input).toMatchObject({ type: 'object', additionalProperties: false });
    expect((await run(['types', 'none'])).err).toContain('there are demo,');
  });

  it('count how attempts ended', async () => {
    await over(await enqueued({}));

    const { out } = await run(['stats']);

    expect(out).toMatch(/^TYPE +SUCCEEDED +FAILED +CANCELLED +RETRIED +ON AVERAGE +COURSE$/m);
    expect(out).toMatch(/^demo +[1-9]\d* /m);
    expect(await json('stats')).toHaveProperty('minutes');
    expect(await json('stats', '--step', '5')).toHaveProperty('minutes');
  });

  it('open the dashboard in the browser that the environment names, signed in', async () => {
    const place = mkdtempSync(join(tmpdir(), 'errand-browser-'));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const browser = join(place, 'browser');
    const script = `#!${process.execPath}
      const { writeFileSync } = require('node:fs');
      const address = process.argv.at(-1);
      fetch(address, { redirect: 'manual' }).then(({ headers }) =>
        writeFileSync('${place}/opened', address + ' ' + headers.get('Location')));`;
    writeFileSync(browser, script, { mode: 0o755 });

    const { code, out, err } = await errand(['open'], { environment: { BROWSER: browser } });

    const opened = join(place, 'opened');
    const visit = await until('the browser', async () =>
      existsSync(opened) ? readFileSync(opened, 'utf8') || undefined : undefined,
    );
    const [typed, reached] = visit.split(' ');
    expect([code, out, err]).toEqual([0, '', `Opened ${url()}/dashboard\n`]);
    expect(typed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{36}$/);
    expect(reached).toBe(`${url()}/dashboard#key=${key()}`);
  });

  it('print the address of the dashboard where there is no browser, or if asked to', async () => {
    const printed = await errand(['open', '--print'], { environment: { BROWSER: '/nowhere' } });
    const without = await errand(['open'], { environment: { BROWSER: '/nowhere' } });

    expect(printed).toEqual({ code: 0, out: `${url()}/dashboard\n`, err: '' });
    expect(without).toEqual(printed);
  });
});

describe('completion', () => {
  it.each([
    [['jobs', 'enqueue', 'de'], /^demo\tdemo\n$/],
    [['jobs', 'list', '--type', 'resize'], /^resize-image\tdefault\n$/],
    [['queues', 'pause', 'errand-'], /^errand-schedules\t\d+ waiting\n$/],
  ])('asks the server how %j goes on', async (words, lines) => {
    const { code, out } = await run(['complete', '--', ...words]);

    expect(code).toBe(0);
    expect(out).toMatch(lines);
  });

  it('offers the ids of the last jobs, each with what it is', async () => {
    const id = await over(await enqueued({}));

    const { out } = await run(['complete', '--', 'jobs', 'show', id]);

    expect(out).toMatch(new RegExp(`^${id}\tdemo succeeded, \\S+ ago\n$`));
  });

  it('offers nothing, and says nothing, where no server answers', async () => {
    const words = ['jobs', 'enqueue', '--url', 'http://127.0.0.1:9/v1', ''];

    expect(await run(['complete', '--', ...words])).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('an error', () => {
  it('of the payload names each place, with its code and without a stack', async () => {
    const { code, out, err } = await run(['jobs', 'enqueue', 'demo', '{"sleepMs":-1,"x":2}']);

    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^errand: The request cannot be accepted as it is \(invalid-request\)\n/);
    expect(err).toMatch(/^ {2}#\/payload\/sleepMs: /m);
    expect(err).toMatch(/^ {2}#\/payload\/x: /m);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('of a job that is not there ends with 1', async () => {
    const { code, err } = await run(['jobs', 'show', 'none']);

    expect(code).toBe(1);
    expect(err).toMatch(/^errand: No such job \(unknown-job\)\n {2}\S/);
  });

  it('of a key that is not valid ends with 1, without the key', async () => {
    const { code, err } = await run(['types', '--key', 'errand_wrong']);

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

it('ends with 130 on Ctrl-C, whatever it waits for', async () => {
  const { url: silent, asked } = await silentServer();
  const waiting = startErrand(['types', '--url', silent, '--key', 'errand_key']);
  await asked;

  waiting.signal('SIGINT');

  expect(await waiting.ended).toEqual({ code: 130, out: '', err: '' });
});

it('runs the server on this machine until it is told to end', async () => {
  const { folder: data, remove: removeData } = dataFolder();
  onTestFinished(removeData);
  const dev = startErrand(['dev', '--port', '0', '--data', data]);
  const address = await until(
    'the server',
    async () => /Address +(http:\S+)/.exec(dev.text.out)?.[1],
  );
  const types = await runErrand(['types', '--url', address, '--data', data]);

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
