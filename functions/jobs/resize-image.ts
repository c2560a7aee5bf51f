import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { defineJob } from '../core/define-job.ts';
import { PermanentError } from '../core/job-error.ts';
import { longestResult } from '../core/job-limits.ts';
import { type Picture, shrink } from './box-filter.ts';

/** More would take seconds and a good part of the function's memory to decode. */
const megapixels = 5;
/** Tried in this order, until all the pictures fit a result. */
const qualities = [85, 70, 50];

type Jpeg = typeof import('jpeg-js');

export interface SizedImage {
  readonly width: number;
  readonly height: number;
  /** A JPEG in base64. */
  readonly image: string;
}

/**
 * A JPEG in several widths, in the order asked. A width over the picture's own gives the picture's own:
 * enlarging adds bytes and no detail. It changes nothing outside, so a second run does no harm.
 */
export const resizeImage = defineJob({
  name: 'resize-image',
  input: v.strictObject({
    image: v.pipe(
      v.string(),
      v.nonEmpty('Expected a JPEG in base64, got an empty text'),
      v.base64('Expected a JPEG in base64, without line breaks and without a data: prefix'),
      v.description(`A JPEG of up to ${megapixels} megapixels in base64.`),
    ),
    widths: v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_000))),
      v.minLength(1, 'Expected 1 to 8 widths, got none'),
      v.maxLength(8),
      v.description('Widths in pixels. The height follows. Nothing is enlarged.'),
    ),
  }),

  async run({ image, widths }, { signal, progress }) {
    // Imported here, not above: every function loads this file, but only the worker decodes.
    // A CommonJS package: bundled, it has nothing but its default export.
    const { default: jpeg } = await import('jpeg-js');
    const original = decode(jpeg, Buffer.from(image, 'base64'));
    for (const [round, quality] of qualities.entries()) {
      const images: SizedImage[] = [];
      for (const width of widths) {
        // Each picture holds the thread for a while: let others have it, and see a cancel, in between.
        await setImmediate();
        signal.throwIfAborted();
        progress((round + images.length / widths.length) / qualities.length, `Quality ${quality}`);
        images.push(resize(jpeg, original, { width, quality }));
        if (!fits(images)) break;
      }
      if (fits(images)) {
        progress(1);
        return { images };
      }
    }
    throw new PermanentError(
      `The widths ${widths.join(', ')} make more than the ${longestResult} bytes that a result may take, even at quality ${qualities.at(-1)}: ask for fewer or smaller ones`,
    );
  },
});

function decode(jpeg: Jpeg, bytes: Uint8Array): Picture {
  try {
    return jpeg.decode(bytes, {
      useTArray: true,
      maxResolutionInMP: megapixels,
      maxMemoryUsageInMB: 256,
    });
  } catch (error) {
    // The same bytes have the same fault at every attempt.
    throw new PermanentError(
      `Expected a JPEG of up to ${megapixels} megapixels, got ${bytes.length} bytes that cannot be decoded: ${error}`,
      { cause: error },
    );
  }
}

function resize(
  jpeg: Jpeg,
  original: Picture,
  { width, quality }: { width: number; quality: number },
): SizedImage {
  const newWidth = Math.min(width, original.width);
  const newHeight = Math.max(1, Math.round((original.height * newWidth) / original.width));
  const { data } = jpeg.encode(shrink(original, newWidth, newHeight), quality);
  return { width: newWidth, height: newHeight, image: data.toString('base64') };
}

function fits(images: readonly SizedImage[]): boolean {
  return JSON.stringify({ images }).length <= longestResult;
}
