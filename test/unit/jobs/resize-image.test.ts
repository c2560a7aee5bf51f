import { decode, encode } from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { resizeImage } from '../../../functions/jobs/resize-image.ts';
import { faultsOf, readExample, runJob } from './run-job.ts';

const photo = readExample('photo.jpg').toString('base64');

describe('resize-image', () => {
  it('makes a JPEG of each width in the order asked, with the proportions of the original', async () => {
    const { images } = await runJob(resizeImage, { image: photo, widths: [200, 400, 1] }).result;

    expect(images.map(({ width, height }) => [width, height])).toEqual([
      [200, 160],
      [400, 320],
      [1, 1],
    ]);
    expect(images.map(({ image }) => sizeOf(image))).toEqual([
      [200, 160],
      [400, 320],
      [1, 1],
    ]);
  });

  it('keeps the brightness of each part of the picture', async () => {
    const { images } = await runJob(resizeImage, { image: photo, widths: [100] }).result;

    const [before, after] = [photo, images[0]?.image ?? ''].map(quarters);

    expect(after).toEqual(before?.map((value) => expect.closeTo(value, -0.5)));
  });

  it('never enlarges: a greater width gives the original size', async () => {
    const { images } = await runJob(resizeImage, { image: photo, widths: [1_001, 2_000] }).result;

    expect(images).toMatchObject([
      { width: 1_000, height: 800 },
      { width: 1_000, height: 800 },
    ]);
  });

  it('lowers the quality until the pictures fit a result', async () => {
    const image = noise(500, 400, 60);

    const alone = await runJob(resizeImage, { image, widths: [300] }).result;
    const together = await runJob(resizeImage, { image, widths: [300, 480] }).result;

    expect(JSON.stringify(together).length).toBeLessThanOrEqual(350_000);
    expect(together.images[0]?.image.length).toBeLessThan(alone.images[0]?.image.length ?? 0);
  });

  it('fails for good when the pictures cannot fit a result', async () => {
    const { result } = runJob(resizeImage, { image: noise(500, 400, 60), widths: [500, 499, 498] });

    const error = await result.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PermanentError);
    expect(String(error)).toContain('The widths 500, 499, 498 make more than the 350000 bytes');
  });

  it('reports progress from 0 to 1, never less than before', async () => {
    const { result, progress } = runJob(resizeImage, { image: photo, widths: [300, 200, 100] });

    await result;

    expect([progress.length, progress.at(0), progress.at(-1)]).toEqual([4, 0, 1]);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('stops before the next picture when its signal fires', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');

    const { result, progress } = runJob(
      resizeImage,
      { image: photo, widths: [30, 20, 10] },
      { signal: cancel.signal, onProgress: () => cancel.abort(reason) },
    );

    await expect(result).rejects.toBe(reason);
    expect(progress).toEqual([0]);
  });

  it.each([
    ['text', Buffer.from('hello')],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['half a JPEG', Buffer.from(photo, 'base64').subarray(0, 40_000)],
    ['the beginning of a JPEG', Buffer.from([0xff, 0xd8])],
    ['the frame of a JPEG without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['too many pixels', Buffer.from(claimingToBe(4_000, 3_000))],
  ])('fails for good on %s', async (_, bytes) => {
    const { result } = runJob(resizeImage, { image: bytes.toString('base64'), widths: [10] });

    const error = await result.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PermanentError);
    expect(String(error)).toContain(
      `Expected a JPEG of up to 5 megapixels, got ${bytes.length} bytes that cannot be decoded`,
    );
  });

  it.each([
    [{ image: '', widths: [1] }, '/image: Expected a JPEG in base64, got an empty text'],
    [{ image: photo, widths: [] }, '/widths: Expected 1 to 8 widths, got none'],
    [{ image: photo, widths: [0] }, '/widths/0: Invalid value: Expected >=1 but received 0'],
    [
      { image: photo, widths: [1, 2_001] },
      '/widths/1: Invalid value: Expected <=2000 but received 2001',
    ],
    [
      { image: photo, widths: Array(9).fill(1) },
      '/widths: Invalid length: Expected <=8 but received 9',
    ],
  ])('refuses a payload that is out of limits (%#)', async (payload, fault) => {
    const faults = await faultsOf(resizeImage, payload);

    expect(faults).toEqual([fault]);
  });

  it('says what a data URL has too much', async () => {
    const faults = await faultsOf(resizeImage, {
      image: `data:image/jpeg;base64,${photo}`,
      widths: [1],
    });

    expect(faults).toEqual([
      '/image: Expected a JPEG in base64, without line breaks and without a data: prefix',
    ]);
  });
});

function sizeOf(image: string): readonly [width: number, height: number] {
  const { width, height } = decode(Buffer.from(image, 'base64'));
  return [width, height];
}

/** The mean of the green parts of each quarter. */
function quarters(image: string): readonly number[] {
  const { width, height, data } = decode(Buffer.from(image, 'base64'));
  const sums = [0, 0, 0, 0];
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const right = pixel % width < width / 2 ? 0 : 1;
    const below = pixel < (width * height) / 2 ? 0 : 2;
    sums[right + below] = (sums[right + below] ?? 0) + (data[pixel * 4 + 1] ?? 0);
  }
  return sums.map((sum) => (sum * 4) / (width * height));
}

/** The worst that a JPEG can be asked to hold; the same each time. */
function noise(width: number, height: number, quality: number): string {
  const data = Buffer.alloc(width * height * 4);
  let state = 1;
  for (let index = 0; index < data.length; index += 1) {
    state = (state * 48_271) % 2_147_483_647;
    data[index] = state >>> 8;
  }
  return encode({ width, height, data }, quality).data.toString('base64');
}

/** A JPEG that says it is larger than it is: what it would take to decode it is to be asked first. */
function claimingToBe(width: number, height: number): Buffer {
  const { data } = encode({ width: 8, height: 8, data: Buffer.alloc(256) }, 50);
  const frame = data.indexOf(Buffer.from([0xff, 0xc0]));
  data.writeUInt16BE(height, frame + 5);
  data.writeUInt16BE(width, frame + 7);
  return data;
}
