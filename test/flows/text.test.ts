import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());

const highSurrogate = '\ud83d';
const lowSurrogate = '\ude00';
const awkward = [
  'nul \u0000 bell \u0007 escape \u001b delete \u007f',
  'not characters: \ufffe \uffff \u{1fffe} \u{10ffff}',
  `lone surrogates: ${highSurrogate} ${lowSurrogate} ${lowSurrogate}${highSurrogate}`,
  'emoji: 😀 👩‍👩‍👧‍👦 🇩🇪 e\u0301',
  'quotes: " \\ / \u2028 \u2029 \ufeff',
].join('\n');

async function echoOf(payload: string): Promise<string> {
  const { id } = await client.enqueue({ type: 'demo', payload: JSON.parse(payload) });
  const job = await client.waitFor(id, 'succeeded');
  expect(job.payload).toEqual(JSON.parse(payload));
  return JSON.stringify(job.result);
}

/** `text` over and over, up to this many bytes as JSON. */
function repeated(text: string, bytes: number): string {
  return text.repeat(Math.ceil(bytes / Buffer.byteLength(JSON.stringify(text))));
}

describe.concurrent('text that few expect', () => {
  it.each([
    ['in a message', awkward],
    ['in a payload of its own, over 6,500 bytes', repeated(awkward, 8_000)],
    ['over 100 KB', repeated(awkward, 110_000)],
    ['as a thousand nuls', '\u0000'.repeat(1_000)],
    ['as two thousand lone surrogates', highSurrogate.repeat(2_000)],
  ])('comes back as it was sent, %s', async (_, echo) => {
    const payload = JSON.stringify({ echo });

    const result = await echoOf(payload);

    expect(result).toBe(payload);
  });

  it('comes back as it was sent when nothing in it is escaped', async () => {
    const raw = '{"type":"demo","payload":{"echo":"\ufffe \uffff 😀 \u007f \u2028 é"}}';

    const accepted = await client.send<{ id: string }>('POST', '/jobs', { raw });
    const job = await client.waitFor(accepted.body.id, 'succeeded');

    expect(job.result).toEqual({ echo: '\ufffe \uffff 😀 \u007f \u2028 é' });
  });

  it('comes back as it was sent in names and beside other values', async () => {
    const payload =
      '{"echo":{"__proto__":{"constructor":1},"\\u0000":"\\ud800","":[null,true,1e+21,-0.5,[],{}],"😀":"ß"}}';

    const result = await echoOf(payload);

    expect(result).toBe(payload);
  });
});

describe.concurrent('large payloads', () => {
  const around = Buffer.byteLength(JSON.stringify({ echo: '' }));

  it.each([640, 1_024, 6_500, 65_536, 262_144, 350_000])(
    'of %i bytes of JSON text come back whole',
    async (bytes) => {
      const payload = JSON.stringify({ echo: 'x'.repeat(bytes - around) });

      const result = await echoOf(payload);

      expect(Buffer.byteLength(payload)).toBe(bytes);
      expect(result === payload).toBe(true);
    },
  );

  it('of 2 MiB in one array are accepted', async () => {
    const jobs = Array.from({ length: 6 }, (_, place) => ({
      type: 'demo',
      payload: { echo: String(place).repeat(340_000) },
    }));

    const ended = await client.waitForAll(await client.enqueueMany(jobs));

    expect(ended.map(({ result }) => (result as { echo: string }).echo.slice(0, 3))).toEqual([
      '000',
      '111',
      '222',
      '333',
      '444',
      '555',
    ]);
    expect(ended.map(({ payload }) => payload)).toEqual(jobs.map(({ payload }) => payload));
  });
});
