import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import type { JobView } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const client = new Client(sharedTarget());

interface CsvSummary {
  readonly rows: number;
  readonly columns: readonly { readonly name: string }[];
}

interface SizedImage {
  readonly width: number;
  readonly height: number;
  readonly image: string;
}

function example(name: string): Promise<Buffer> {
  return readFile(new URL(`../../examples/${name}`, import.meta.url));
}

/** Sends the file as `curl --data-binary @file` does and answers the job at its end. */
async function runExample(name: string): Promise<JobView> {
  const answer = await client.send<JobView>('POST', '/jobs', { raw: await example(name) });
  expect(answer.status).toBe(202);
  return client.waitFor(answer.body.id, 'succeeded');
}

/** The average red, green and blue of each of 4 × 4 parts. */
function coloursOf(image: Uint8Array): readonly number[] {
  const { data, width, height } = jpeg.decode(image, { useTArray: true });
  const sums = Array<number>(4 * 4 * 3).fill(0);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const column = Math.floor((4 * (pixel % width)) / width);
    const row = Math.floor((4 * Math.floor(pixel / width)) / height);
    for (const colour of [0, 1, 2]) {
      const place = 3 * (4 * row + column) + colour;
      sums[place] = (sums[place] ?? 0) + (data[4 * pixel + colour] ?? 0);
    }
  }
  return sums.map((sum) => (16 * sum) / (width * height));
}

function largestDifference(some: readonly number[], others: readonly number[]): number {
  return Math.max(...some.map((value, place) => Math.abs(value - (others[place] ?? 0))));
}

describe.concurrent('the examples', () => {
  it('summarise 3,000 orders', async () => {
    const csv = await example('orders.csv');
    const [names = [], ...rows] = parse(csv) as string[][];
    const quantities = rows.map((row) => Number(row[names.indexOf('quantity')]));

    const job = await runExample('summarise-csv.json');

    const result = job.result as CsvSummary;
    expect(job.payload).toEqual({ csv: csv.toString() });
    expect(result.rows).toBe(3_000);
    expect(result.rows).toBe(rows.length);
    expect(result.columns.map(({ name }) => name)).toEqual(names);
    expect(result.columns[names.indexOf('quantity')]).toMatchObject({
      type: 'number',
      empty: 0,
      distinct: new Set(quantities).size,
      min: Math.min(...quantities),
      max: Math.max(...quantities),
      mean: expect.closeTo(quantities.reduce((a, b) => a + b) / rows.length, 6),
    });
  });

  it('bring a picture back in three sizes', async () => {
    const photo = await example('photo.jpg');

    const job = await runExample('resize-image.json');

    const { images } = job.result as { images: readonly SizedImage[] };
    const pictures = images.map(({ image }) => Buffer.from(image, 'base64'));
    const sizes = pictures.map((picture) => jpeg.decode(picture, { useTArray: true }));
    expect(images.map(({ width, height }) => [width, height])).toEqual([
      [800, 640],
      [400, 320],
      [200, 160],
    ]);
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [800, 640],
      [400, 320],
      [200, 160],
    ]);
    // Of 256 shades; what is left is JPEG's own inexactness.
    for (const picture of pictures) {
      expect(largestDifference(coloursOf(picture), coloursOf(photo))).toBeLessThan(5);
    }
  });

  it('say hello after two seconds', async () => {
    const job = await runExample('demo.json');

    expect(job.result).toEqual({ echo: 'Hello' });
  });
});

describe.concurrent('a file that cannot be read', () => {
  it.each([
    ['summarise-csv', { csv: 'a,b\n1,2\n3' }, 'line 3'],
    ['resize-image', { image: 'AAAA', widths: [100] }, '3 bytes that cannot be decoded'],
  ])('fails %s at once, with what is wrong with it', async (type, payload, reason) => {
    const { id } = await client.enqueue({ type, payload });

    const job = await client.waitFor(id, 'failed');

    expect(job).toMatchObject({ attempt: 1, error: { code: 'permanent' } });
    expect(job.error?.message).toContain(reason);
  });
});
