import { expect } from 'vitest';

/** What a block had to say. */
export interface Said {
  readonly out: string;
  /** Bodies of the answers, in their order. */
  readonly answers: readonly string[];
  /** Of the first answer. */
  readonly headers: Headers | undefined;
}

export interface Step {
  /** How the block begins. */
  readonly begins: string;
  /** Of all answers that it gets, in their order. `all well`: how many is a matter of time. */
  readonly statuses: readonly number[] | 'all well';
  /** What the page says of them beyond that. */
  readonly says?: (said: Said) => void;
}

/** A page whose blocks are run in their order beside a local server. */
export interface Walk {
  readonly page: string;
  /**
   * One of its own. `alone`: since the page says how many jobs there are. `virtual`: with a virtual clock.
   * `reader`: with the job types of the page, in a project of `errand init`. @default one with other pages
   */
  readonly server?: 'alone' | 'virtual' | 'reader';
  /** What the reader has from another page. */
  readonly before?: string;
  /** What is another thing for each reader. */
  readonly replaces?: (folder: string) => readonly (readonly [string, string])[];
  readonly steps: readonly Step[];
}

const begin: Step = { begins: 'URL=http://127.0.0.1:3000/v1', statuses: [] };

export const walks: readonly Walk[] = [
  {
    page: 'README.md',
    steps: [
      {
        begins: 'npm install\n',
        statuses: 'all well',
        says: ({ out }) => expect(JSON.parse(out)).toEqual({ echo: 'hello' }),
      },
      {
        begins: 'KEY=',
        statuses: [200, 202],
        says: ({ answers }) => {
          expect(statusesOf(answers)).toEqual(['succeeded', 'scheduled']);
        },
      },
    ],
  },
  {
    page: 'docs/http-api.md',
    steps: [
      {
        begins: begin.begins,
        statuses: [202],
        says: ({ out }) => {
          expect(out).toContain('202 Accepted');
          expect(out).toMatch(/^location: \S*\/jobs\/\S+/im);
        },
      },
      {
        begins: 'JOB=',
        statuses: [200, 200],
        says: ({ out }) => expect(out).toContain('"status":"succeeded"'),
      },
      {
        begins: 'curl -s $URL/jobs -H "$KEY" -H "$JSON" -H \'Idempotency-Key',
        statuses: [202, 202],
        says: ({ answers }) => {
          const ids = answers.map((answer) => JSON.parse(answer).id);
          expect(ids[0]).toBe(ids[1]);
        },
      },
      { begins: 'curl -s $URL/jobs -H "$KEY" -H "$JSON" -d', statuses: [422] },
    ],
  },
  {
    page: 'docs/run-later.md',
    server: 'alone',
    steps: [
      begin,
      {
        begins: 'curl $URL/jobs -H "$KEY" -H "$JSON" -d \'{ "type": "demo", "payload": {}, "delay"',
        statuses: [202, 202, 200],
        says: ({ answers }) => expect(JSON.parse(answers[2] ?? '').jobs).toHaveLength(2),
      },
      {
        begins: 'curl $URL/jobs/$ID/reschedule',
        statuses: [200],
        says: ({ answers }) => expect(statusesOf(answers)).toEqual(['scheduled']),
      },
      {
        begins: `curl $URL/jobs -H "$KEY" -H "$JSON" -H 'Prefer: wait=2'`,
        statuses: [202, 200, 200],
        says: ({ answers }) => {
          expect(JSON.parse(answers[1] ?? '').jobs).toMatchObject([{ attempt: 1 }]);
          const { queues } = JSON.parse(answers[2] ?? '');
          const demo = queues.find(({ name }: { name: string }) => name === 'demo');
          // Two of the blocks before may still wait as messages, for some seconds.
          expect(demo.inFlight).toBe(0);
        },
      },
    ],
  },
  {
    page: 'docs/handle-failure.md',
    server: 'alone',
    steps: [
      begin,
      {
        begins: 'curl -s $URL/jobs',
        statuses: [200, 200, 200],
        says: ({ out }) => expect(out).toMatch(/1 permanent\n1 threw\n$/),
      },
      {
        begins: 'ID=$(curl -s "$URL/jobs?status=failed',
        statuses: [200, 202],
        says: ({ answers }) => {
          expect(JSON.parse(answers[1] ?? '')).toMatchObject({ status: 'scheduled' });
        },
      },
      {
        begins: 'RETRY=',
        statuses: [202, 200],
        says: ({ answers }) => {
          expect(JSON.parse(answers[1] ?? '')).toMatchObject({
            type: 'errand-retry',
            status: 'succeeded',
            result: { retried: 1, skipped: {} },
          });
        },
      },
      {
        begins: 'ID=$(curl -s $URL/jobs',
        statuses: [202, 202, 200],
        says: ({ answers }) => expect(statusesOf(answers).at(-1)).toBe('cancelled'),
      },
    ],
  },
  {
    page: 'docs/schedules.md',
    server: 'virtual',
    steps: [
      begin,
      { begins: 'curl -X PUT $URL/schedules/weekday', statuses: [201, 200] },
      {
        begins: 'curl $URL/schedules -H',
        statuses: [200, 202, 200, 204],
        says: ({ answers }) => expect(JSON.parse(answers[2] ?? '').jobs).toHaveLength(1),
      },
      {
        begins: 'curl -X PUT $URL/schedules/in-berlin',
        statuses: [201, 200, 200],
        says: ({ answers }) => {
          const { jobs } = JSON.parse(answers[2] ?? '');
          const hours = jobs.map(({ createdAt }: { createdAt: string }) =>
            new Date(createdAt).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' }),
          );
          expect(hours).toEqual(Array(5).fill('09:00:00'));
        },
      },
    ],
  },
  {
    page: 'docs/operate-locally.md',
    server: 'virtual',
    replaces: (folder) => [['/tmp/errand-clock', `${folder}/.errand`]],
    steps: [
      {
        begins: 'curl -X POST http://127.0.0.1:3000/v1/queues/demo/pause',
        statuses: [200, 200],
        says: ({ answers }) => {
          expect(answers.map((answer) => JSON.parse(answer).paused)).toEqual([true, false]);
        },
      },
      {
        begins: begin.begins,
        statuses: [202, 200, 200],
        says: ({ answers }) => {
          expect(JSON.parse(answers[1] ?? '')).toEqual({ now: expect.any(String) });
          expect(JSON.parse(answers[2] ?? '').jobs).toMatchObject([
            { status: 'succeeded', attempt: 3 },
          ]);
        },
      },
    ],
  },
  {
    page: 'docs/openapi.md',
    steps: [{ begins: 'curl -s http://127.0.0.1:3000/v1/openapi.json', statuses: [200] }],
  },
  {
    page: 'docs/keys.md',
    replaces: () => [
      // The second in the list, which the block before has made.
      [
        '3f1a90c2b7de',
        '$(npm run -s errand -- keys list --json | jq -r \'.keys[] | select(.name == "shop").id\')',
      ],
    ],
    steps: [
      {
        begins: 'npm run errand -- keys create',
        statuses: [],
        says: ({ out }) => expect(out).toMatch(/^errand_[\w-]{43}\n$/),
      },
      {
        begins: 'npm run errand -- keys list',
        statuses: [],
        says: ({ out }) => {
          expect(out).toMatch(/shop +default +enqueue, ?read/);
          expect(out).not.toContain('errand_');
        },
      },
    ],
  },
  {
    page: 'examples/web-page/README.md',
    steps: [
      {
        begins: 'npm run errand -- keys create',
        statuses: [],
        says: ({ out }) => expect(out).toMatch(/^errand_[\w-]{43}\n$/),
      },
    ],
  },
  {
    page: 'docs/command-line.md',
    before: `errand jobs enqueue demo '{"outcome":"permanent"}' --wait >/dev/null 2>&1 || true`,
    steps: [
      {
        begins: 'errand dev',
        statuses: 'all well',
        says: ({ out }) => {
          expect(out).toContain('"echo": "hello"');
          expect(out).toMatch(/failed +1\/3/);
          expect(out).toContain('0 jobs run again');
        },
      },
      {
        begins: 'errand jobs list --status failed --json',
        statuses: [200],
        says: ({ out }) => expect(out).toMatch(/^[0-9a-f-]{36}\n$/),
      },
    ],
  },
  {
    page: 'docs/job-lifecycle.md',
    before: `URL=http://127.0.0.1:3000/v1
KEY="Authorization: Bearer $(cat .errand/key)"
JSON='Content-Type: application/json'
ID=$(curl -s $URL/jobs -H "$KEY" -H "$JSON" -H 'Prefer: wait=10' -d '{ "type": "demo", "payload": {}, "tags": ["user:42"] }' | jq -r .id)`,
    steps: [
      {
        begins: 'curl "$URL/jobs?tag=user:42',
        statuses: [200, 204],
        says: ({ answers }) => expect(JSON.parse(answers[0] ?? '').jobs).toHaveLength(1),
      },
    ],
  },
  {
    page: 'docs/operate-on-aws.md',
    before: 'API_URL=http://127.0.0.1:3000/v1/\nKEY=$(cat .errand/key)',
    steps: [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
      { begins: 'curl "${API_URL}jobs"', statuses: [202] },
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
        begins: 'curl -X POST "${API_URL}queues/demo/pause"',
        statuses: [200, 200],
        says: ({ answers }) => {
          expect(answers.map((answer) => JSON.parse(answer).paused)).toEqual([true, false]);
        },
      },
    ],
  },
  {
    page: 'docs/write-a-job.md',
    server: 'reader',
    steps: [
      {
        begins: 'curl -i http://127.0.0.1:3000/v1/jobs',
        statuses: [202],
        says: ({ out }) => expect(out).toContain('"type":"send-welcome-email"'),
      },
    ],
  },
  {
    page: 'examples/README.md',
    steps: [
      {
        begins: begin.begins,
        statuses: [202],
        says: ({ headers }) => expect(headers?.get('Location')).toMatch(/\/jobs\//),
      },
      {
        begins: 'ID=$(curl -s "$URL/jobs?limit=1"',
        statuses: [200, 200],
        says: ({ out }) => expect(JSON.parse(out).rows).toBe(3_000),
      },
      {
        begins: 'curl -s $URL/jobs -H "$KEY" -H "$JSON" -H \'Prefer: wait=20\' --data',
        statuses: [200],
      },
      {
        begins: 'curl -s $URL/jobs -H "$KEY" -H "$JSON" -H \'Prefer: wait=20\' -d',
        statuses: [200, 202, 202],
        says: ({ answers }) => {
          expect(JSON.parse(answers[0] ?? '')).toMatchObject({ status: 'succeeded', attempt: 3 });
        },
      },
      {
        begins: 'jq -Rs',
        statuses: [200],
        says: ({ out }) => expect(JSON.parse(out).result.rows).toBe(3_000),
      },
    ],
  },
];

function statusesOf(answers: readonly string[]): readonly string[] {
  return answers.map((answer) => JSON.parse(answer).status);
}
