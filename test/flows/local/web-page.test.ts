import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { enqueueDemo, jobAtEnd } from '../../support/local-server/api-caller.ts';
import {
  dataFolder,
  type LocalServer,
  startLocalServer,
} from '../../support/local-server/start-local-server.ts';
import { withLocalServer } from '../../support/local-server/with-local-server.ts';
import {
  startWebPage,
  startWebPageProcess,
  type WebPage,
} from '../../support/web-page/start-web-page.ts';

const orders = readFileSync('examples/orders.csv', 'utf8');
/** Takes about two seconds if it is taken slowly. */
const numbers = `n\n${'12345\n'.repeat(10_000)}`;
const { folder, remove } = dataFolder();
let server: LocalServer;
let page: WebPage;

beforeAll(async () => {
  server = await startLocalServer({ folder });
  page = await startWebPage(server);
});
afterAll(async () => {
  page.signal('SIGKILL');
  await server.killTree();
  remove();
});

describe('the page of the example', () => {
  it('shows a job from its form to its result', async () => {
    const sent = await send(page, { csv: numbers, slowly: 'on' });
    const address = addressOf(sent);
    const begun = await textOf(address);
    const done = await eventually(address, 'Done');

    expect(sent.status).toBe(303);
    expect(begun).toMatch(/(Waiting|Working)<\/p>/);
    expect(begun).toContain('<progress max="100" value="0"');
    expect(begun).toContain('>Cancel</button>');
    expect(done).toContain('10,000 rows');
    expect(done).toContain('12,345 to 12,345, 12,345 on average');
    expect(done).not.toContain('>Cancel</button>');
  });

  it('asks a browser without scripts to reload it until the job is over, and no longer', async () => {
    const address = addressOf(await send(page, { csv: numbers, slowly: 'on' }));
    const refresh = '<noscript><meta http-equiv="refresh" content="2"></noscript>';

    const begun = await textOf(address);
    const done = await eventually(address, 'Done');

    expect(begun).toContain(refresh);
    expect(done).not.toContain('refresh');
  });

  it('makes one job of a form that is sent twice at once', async () => {
    const form = { csv: 'a,b\n1,2\n', key: await keyOfForm(page) };

    const answers = await Promise.all([send(page, form), send(page, form)]);

    const addresses = answers.map(addressOf);
    expect(new Set(addresses).size).toBe(1);
    await eventually(addresses[0] ?? '', 'Done');
  });

  it('says so if a form is sent a second time with another file', async () => {
    const key = await keyOfForm(page);
    await send(page, { csv: 'a\n1\n', key });

    const other = await send(page, { csv: 'a\n2\n', key });

    expect(other.status).toBe(422);
    expect(await other.text()).toContain('This form was sent before, with another file');
  });

  it('makes up a file for a form without one', async () => {
    const address = addressOf(await send(page, {}));

    expect(await eventually(address, 'Done')).toContain('5,000 rows');
  });

  it('sends each change as an event, until the job is over', async () => {
    const address = addressOf(await send(page, { csv: numbers, slowly: 'on' }));

    const events = eventsIn(await textOf(`${address}/events`));

    const shown = events.map(({ progress }) => Number(/value="(\d+)"/.exec(progress ?? '')?.[1]));
    expect(shown.length).toBeGreaterThan(2);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(events.map(({ isOver }) => isOver).indexOf(true)).toBe(events.length - 1);
    expect(events.at(-1)?.outcome).toContain('10,000 rows');
  });

  it('cancels a job, and starts it again', async () => {
    const address = addressOf(await send(page, { csv: orders, slowly: 'on' }));

    const cancel = await fetch(`${address}/cancel`, { method: 'POST', redirect: 'manual' });
    const cancelled = await eventually(address, 'Cancelled');
    const retry = await fetch(`${address}/retry`, { method: 'POST', redirect: 'manual' });
    const done = await eventually(address, 'Done');
    const late = await fetch(`${address}/cancel`, { method: 'POST', redirect: 'manual' });

    expect([addressOf(cancel), addressOf(retry), addressOf(late)]).toEqual(Array(3).fill(address));
    expect(cancelled).toContain('>Try again</button>');
    expect(done).toContain('3,000 rows');
  });

  it('says why a job failed', async () => {
    const address = addressOf(await send(page, { csv: 'a,b\n1,2,3\n' }));

    const failed = await eventually(address, 'Failed');

    expect(failed).toContain('The CSV cannot be read: Invalid Record Length');
    expect(failed).toContain('>Try again</button>');
  });

  it('shows markup in a file as the text that it is', async () => {
    const csv = '<script>alert(1)</script>\n"<img src=x onerror=""alert(1)"">"\n'.repeat(2);
    const address = addressOf(await send(page, { csv }));

    const done = await eventually(address, 'Done');

    expect(done).toContain('&#60;script&#62;alert(1)');
    expect(done).toContain('&#60;img src=x onerror=&#34;alert(1)&#34;&#62;');
    expect(done).not.toMatch(/<img|<script>/);
  });

  it('lists what the visitor has started, by a cookie that scripts cannot read', async () => {
    const first = await send(page, { csv: 'a\n1\n' });
    const second = await send(page, { csv: 'a\n2\n' }, cookieOf(first));
    const [older, newer] = [first, second].map((answer) => new URL(addressOf(answer)).pathname);

    const form = await textOf(page.url, { Cookie: cookieOf(second) });

    const links = [...form.matchAll(/href="(\/jobs\/[\w-]+)"/g)].map(([, link]) => link);
    expect(links).toEqual([newer, older]);
    expect(second.headers.get('Set-Cookie')).toMatch(/; HttpOnly; SameSite=Lax$/);
    expect(await textOf(page.url)).not.toContain('/jobs/');
  });

  it.each([
    '/jobs/none',
    '/jobs/00000000-0000-8000-8000-000000000000',
    '/elsewhere',
    '//',
    '/jobs/',
  ])('has nothing at %s', async (path) => {
    const answer = await fetch(`${page.url}${path}`);

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('<h1>Not found</h1>');
  });

  it('neither shows nor cancels a job that others have started', async () => {
    const summary = { type: 'summarise-csv', payload: { csv: 'a\n1\n' }, delay: '1h' };
    const { id } = await enqueueDemo(server.call, { echo: 'private' });
    const { body } = await server.call('POST /jobs', { body: summary });

    const answers = await Promise.all([
      fetch(`${page.url}/jobs/${id}`),
      fetch(`${page.url}/jobs/${body.id}`),
      fetch(`${page.url}/jobs/${body.id}/cancel`, { method: 'POST' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await server.call(`GET /jobs/${body.id}`)).body.status).toBe('scheduled');
  });

  it('refuses what is no form of it, and what is too large', async () => {
    const post = (body: string | URLSearchParams) => fetch(page.url, { method: 'POST', body });
    const key = await keyOfForm(page);

    const answers = [
      await post('text'),
      await post(new URLSearchParams({ key: 'ключ' })),
      await send(page, { csv: 'x'.repeat(400_000), key }),
      await send(page, { csv: 'x'.repeat(2_000_000), key }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 413, 413]);
  });

  it('lets no page load anything from elsewhere, and keeps the key to itself', async () => {
    const address = addressOf(await send(page, { csv: 'a\n1\n' }));
    const pages = ['/', new URL(address).pathname, '/jobs/none', '/style.css', '/live.js'];

    const answers = await Promise.all(pages.map((path) => fetch(`${page.url}${path}`)));

    for (const answer of answers) {
      expect(answer.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; style-/);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(await answer.text()).not.toContain(server.key);
    }
  });
});

describe('the server of the example', () => {
  it('shows a job as before when it was killed and started again', async () => {
    const first = await ownPage(server);
    const address = addressOf(await send(first, { csv: orders }));
    const before = await eventually(address, 'Done');

    first.signal('SIGKILL');
    await first.ended;
    await ownPage(server, new URL(address).port);

    expect(await textOf(address)).toBe(before);
  });

  it('ends when it is told to, also while somebody follows a job', async () => {
    const own = await ownPage(server);
    const address = addressOf(await send(own, { csv: orders, slowly: 'on' }));
    const events = await fetch(`${address}/events`);

    own.signal('SIGTERM');

    expect(await own.ended).toBe(0);
    const shown = eventsIn(await events.text());
    expect(shown.map(({ status, isOver }) => [status, isOver])).toContainEqual(['Working', false]);
    expect(new Set(shown.map(({ isOver }) => isOver))).toEqual(new Set([false]));
  });

  it('says on its pages that the API cannot be reached, and goes on when it can again', async () => {
    const data = dataFolder();
    onTestFinished(data.remove);
    const first = await withLocalServer({ folder: data.folder });
    const own = await ownPage(first);
    const form = { csv: 'a\n1\n', key: await keyOfForm(own) };
    const address = addressOf(await send(own, form));
    await eventually(address, 'Done');

    await first.killTree();
    const [shown, sent, start] = [
      await fetch(address),
      await send(own, form),
      await fetch(own.url),
    ];
    const [event] = eventsIn(await textOf(`${address}/events`));
    await withLocalServer({
      folder: data.folder,
      environment: { PORT: new URL(first.url).port },
    });

    expect([shown.status, sent.status, start.status]).toEqual([503, 503, 200]);
    expect(await shown.text()).toContain('The jobs cannot be reached just now');
    expect(event).toEqual({ status: 'The jobs cannot be reached just now' });
    expect(await textOf(address)).toContain('Done');
    expect(addressOf(await send(own, form))).toBe(address);
  });

  it('tells the operator and not the visitor that its key is refused', async () => {
    const own = await ownPage({ ...server, key: `errand_${'x'.repeat(43)}` });

    const answer = await send(own, { csv: 'a\n1\n' });

    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain('Something is wrong with this page');
    expect(own.output()).toContain('RefusedError');
    expect(own.output()).toContain("code: 'unauthenticated'");
  });

  it.each([
    [{}, 'Set ERRAND_KEY to a key of the API'],
    [{ ERRAND_KEY: 'errand_x', PORT: '1' }, 'The page cannot be served: listen'],
  ])('says why it cannot start with %j', async (environment, message) => {
    const { ended, output } = startWebPageProcess({ HOST: '192.0.2.1', ...environment });

    expect(await ended).toBe(1);
    expect(output()).toContain(message);
  });
});

/** What an event changes on the page. */
interface Shown {
  readonly status: string;
  readonly progress?: string;
  readonly outcome?: string;
  readonly isOver?: boolean;
}

/** A page for one test. */
async function ownPage(api: { url: string; key: string }, port?: string): Promise<WebPage> {
  const own = await startWebPage(api, port);
  onTestFinished(async () => {
    own.signal('SIGKILL');
    await own.ended;
  });
  return own;
}

async function keyOfForm({ url }: WebPage): Promise<string> {
  return /name="key" value="([\w-]+)"/.exec(await textOf(url))?.[1] ?? '';
}

/** What a browser does with the form; without a `key` it opens the form first. */
async function send(
  to: WebPage,
  { csv, ...fields }: { csv?: string; key?: string; slowly?: string },
  Cookie = '',
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ key: await keyOfForm(to), ...fields })) {
    body.set(name, value);
  }
  body.set('csv', new File(csv === undefined ? [] : [csv], csv === undefined ? '' : 'some.csv'));
  return fetch(to.url, { method: 'POST', body, redirect: 'manual', headers: { Cookie } });
}

function addressOf({ url, headers }: Response): string {
  return new URL(headers.get('Location') ?? '/nowhere', url).href;
}

function cookieOf({ headers }: Response): string {
  return headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

async function textOf(address: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(address, { headers })).text();
}

/** The page at this address once its status is this one. */
async function eventually(address: string, status: string): Promise<string> {
  const id = address.split('/').at(-1) ?? '';
  await jobAtEnd(server.call, id).catch(() => undefined);
  const heading = `role="status">${status}</p>`;
  await expect.poll(() => textOf(address), { timeout: 20_000 }).toContain(heading);
  return textOf(address);
}

function eventsIn(text: string): readonly Shown[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => JSON.parse(data));
}
