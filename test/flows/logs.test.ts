import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

interface Logs {
  readonly lines: readonly {
    readonly at: string;
    readonly level: string;
    readonly attempt: number;
    readonly message: string;
    readonly fields?: Readonly<Record<string, unknown>>;
  }[];
  readonly url?: string;
}

const target = sharedTarget();
const client = new Client(target);

async function logsOf(id: string): Promise<Logs> {
  const answer = await client.send<Logs>('GET', `/jobs/${id}/logs`);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function messagesOf(id: string): Promise<readonly string[]> {
  return (await logsOf(id)).lines.map(({ attempt, message }) => `${attempt} ${message}`);
}

function demo(payload: object) {
  return { type: 'demo', payload };
}

describe.runIf(target.can.includes('shows-lines'))('the lines of a job', () => {
  it('are there with its end, in order, each with its attempt', async () => {
    const { id } = await client.enqueue(demo({ lines: ['one', 'two'], failures: 1 }));
    await client.waitFor(id, 'succeeded');

    const { lines, url } = await logsOf(id);

    expect(lines.map(({ attempt, message }) => [attempt, message])).toEqual([
      [1, 'one'],
      [1, 'two'],
      [2, 'one'],
      [2, 'two'],
    ]);
    expect(lines[0]).toMatchObject({ level: 'info', fields: { line: 1 } });
    expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort());
    expect(url).toBeUndefined();
  });

  it('are the last hundred, and cut', async () => {
    const lines = Array.from({ length: 105 }, (_, n) => `line ${n} ${'x'.repeat(3_000)}`);
    const { id } = await client.enqueue(demo({ lines }));
    await client.waitFor(id, 'succeeded');

    const shown = await messagesOf(id);

    expect(shown).toEqual(lines.slice(5).map((line) => `1 ${line.slice(0, 2_000)}…`));
  });

  it.runIf(target.can.includes('kills'))(
    'are there of an attempt that ended its process',
    async () => {
      const { id } = await client.enqueue(demo({ lines: ['about', 'to exit'], outcome: 'exit' }));
      await client.waitFor(id, 'failed');

      const shown = await messagesOf(id);

      const expected = [1, 2, 3].flatMap((attempt) => [`${attempt} about`, `${attempt} to exit`]);
      expect(shown).toEqual(expected);
    },
  );

  it('go when it is erased', async () => {
    const { id } = await client.enqueue(demo({ lines: ['ada@example.com'] }));
    await client.waitFor(id, 'succeeded');
    expect(await messagesOf(id)).toHaveLength(1);

    await client.send('DELETE', `/jobs/${id}`);

    expect(await logsOf(id)).toEqual({ lines: [] });
  });
});

describe('the logs of a job', () => {
  it('are empty before its first start', async () => {
    const { id } = await client.enqueue({ ...demo({ lines: ['later'] }), delay: '1h' });

    expect(await messagesOf(id)).toEqual([]);
  });

  it('are found by a link where the platform keeps them', async () => {
    const { id } = await client.enqueue(demo({ lines: ['here'] }));
    await client.waitFor(id, 'succeeded');

    const { lines, url } = await logsOf(id);

    if (target.can.includes('shows-lines')) expect(url).toBeUndefined();
    else {
      expect(lines).toEqual([]);
      expect(url).toContain(id);
    }
  });

  it('are no job’s that is not there', async () => {
    const answer = await client.send('GET', '/jobs/no-such-job/logs');

    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-job' } });
  });
});
