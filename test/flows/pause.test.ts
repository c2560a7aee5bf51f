import { afterAll, describe, expect, it } from 'vitest';
import { type Answer, Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import { storyOf } from '../support/flows/job-view.ts';
import { privateTarget } from '../support/flows/private-target.ts';
import { until } from '../support/flows/until.ts';

const client = new Client(await privateTarget());

interface QueueView {
  readonly name: string;
  readonly paused: boolean;
}

type Verb = 'pause' | 'resume';

afterAll(() => change('resume'));

function ask(verb: Verb, name = 'demo'): Promise<Answer<QueueView>> {
  return client.send('POST', `/queues/${name}/${verb}`);
}

/** Where a change takes time, the next one is refused for as long. */
function change(verb: Verb): Promise<QueueView> {
  return until(`${verb} to be accepted`, async () => {
    const answer = await ask(verb);
    if (answer.status === 409) return undefined;
    expect(answer.status).toBe(200);
    return answer.body;
  });
}

async function listed(): Promise<QueueView | undefined> {
  const { body } = await client.send<{ queues: readonly QueueView[] }>('GET', '/queues');
  return body.queues.find(({ name }) => name === 'demo');
}

async function enqueueDemo(payload: object = {}): Promise<string> {
  return (await client.enqueue({ type: 'demo', payload })).id;
}

/** A job of another queue, enqueued now, is over: by then one that could have run would have. */
async function otherQueueIsPast(): Promise<void> {
  const { id } = await client.enqueue({ type: 'summarise-csv', payload: { csv: 'a\n1\n' } });
  await client.waitFor(id, 'succeeded');
}

/** Where pollers go on for some seconds after a pause, a job may still run: answers the first that does not. */
function enqueueWaiting(): Promise<string> {
  return until('the queue to stand still', async () => {
    const id = await enqueueDemo();
    await otherQueueIsPast();
    const { status } = await client.get(id);
    return status === 'queued' ? id : undefined;
  });
}

// One after the other: they share the queue.
describe('a queue that is paused', () => {
  it('keeps its jobs until it goes on', async () => {
    const paused = await change('pause');
    const id = await enqueueWaiting();
    await otherQueueIsPast();
    const waiting = await client.get(id);

    const resumed = await change('resume');
    const job = await client.waitFor(id, 'succeeded');

    expect(paused).toMatchObject({ name: 'demo', paused: true, deadLetters: expect.any(Number) });
    expect(waiting).toMatchObject({ status: 'queued', attempt: 0 });
    expect(resumed).toMatchObject({ name: 'demo', paused: false });
    expect(storyOf(job)).toBe('queued running succeeded');
  });

  it('is shown as such in the list of queues', async () => {
    await change('pause');
    await until('the list to show the pause', async () => (await listed())?.paused || undefined);

    await change('resume');

    const isShown = async () => (await listed())?.paused === false || undefined;
    await until('the list to show its end', isShown);
  });

  it('lets a job that runs end', async () => {
    const id = await enqueueDemo({ sleepMs: 4_000 });
    await client.waitFor(id, 'running');

    await change('pause');
    const job = await client.waitFor(id, 'succeeded');
    await change('resume');

    expect(job).toMatchObject({ attempt: 1 });
    expect(storyOf(job)).toBe('queued running succeeded');
  });

  it('has a job cancelled that waits in it, which then never runs', async () => {
    await change('pause');
    const id = await enqueueWaiting();

    const answer = await client.cancel(id);
    await change('resume');
    await client.waitFor(await enqueueDemo(), 'succeeded');

    expect(answer).toMatchObject({ status: 200, body: { status: 'cancelled', attempt: 0 } });
    expect(await client.get(id)).toEqual(answer.body);
  });

  it.each<[Verb, boolean]>([
    ['pause', true],
    ['resume', false],
  ])('is none the worse for a second %s', async (verb, paused) => {
    const first = await change(verb);
    const second = await change(verb);

    expect([first.paused, second.paused]).toEqual([paused, paused]);
  });
});

describe.each<Verb>(['pause', 'resume'])('%s', (verb) => {
  it('of a queue that there is not is refused, and says which there are', async () => {
    const answer = await ask(verb, 'demos');

    expectProblem(answer, {
      status: 404,
      code: 'unknown-queue',
      says: ['"demos"', 'default', 'demo'],
    });
  });

  it('is a POST, without a body', async () => {
    const read = await client.send('GET', `/queues/demo/${verb}`);
    const withBody = await client.send('POST', `/queues/demo/${verb}`, { json: { for: '1h' } });

    expectProblem(read, { status: 405, code: 'method-not-allowed', says: ['GET', 'POST'] });
    expect(read.headers.get('Allow')).toBe('POST');
    expectProblem(withBody, { status: 422, code: 'invalid-request', says: ['for'], where: '#' });
  });

  it('needs a key', async () => {
    const answer = await client.send('POST', `/queues/demo/${verb}`, {
      headers: { Authorization: null },
    });

    expectProblem(answer, { status: 401, code: 'unauthenticated', says: ['Bearer'] });
  });
});
