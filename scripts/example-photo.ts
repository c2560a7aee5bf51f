import { encode } from 'jpeg-js';
import { seededRandom } from './seeded-random.ts';

const width = 1_000;
const height = 800;
const horizon = 500;

type Colour = readonly [red: number, green: number, blue: number];

/** A drawn landscape of 1000 × 800 with the gradients, edges and grain of a photograph, as a JPEG. */
export function examplePhoto(): Buffer {
  const random = seededRandom(7);
  const ridges = [
    { base: 430, height: 150, scale: 260, colour: [128, 140, 170] as const },
    { base: 470, height: 120, scale: 150, colour: [84, 98, 122] as const },
    { base: 500, height: 90, scale: 80, colour: [44, 62, 58] as const },
  ].map((ridge) => ({ ...ridge, noise: noise(random) }));
  const clouds = noise(random);

  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data.set(pixel(x, y), (y * width + x) * 4);
    }
  }
  return encode({ width, height, data }, 80).data;

  function pixel(x: number, y: number): readonly number[] {
    const grain = (random() - 0.5) * 10;
    const colour = y < horizon ? scene(x, y) : water(x, y);
    return [...colour.map((part) => Math.max(0, Math.min(255, part + grain))), 255];
  }

  function scene(x: number, y: number): Colour {
    const front = ridges.findLast((r) => y > r.base - r.height * r.noise(x / r.scale, 0));
    return front?.colour ?? sky(x, y);
  }

  /** From blue to the orange of the evening, a sun low on the right, and clouds. */
  function sky(x: number, y: number): Colour {
    const sun = Math.exp(-((x - 690) ** 2 + (y - 330) ** 2) / 9_000);
    const cloud = Math.max(0, clouds(x / 170, y / 45) - 0.5) * 1.4;
    const evening = mix([70, 118, 178], [246, 178, 122], y / horizon);
    return mix(mix(evening, [250, 236, 226], cloud), [255, 246, 214], sun);
  }

  /** The scene upside down, darker, and torn by ripples that grow towards the viewer. */
  function water(x: number, y: number): Colour {
    const depth = y - horizon;
    const ripple = clouds(x / 60, depth / 5) - 0.5;
    const mirrored = scene(x + ripple * depth * 0.2, horizon - 1 - depth + ripple * 30);
    return mix(mirrored, [18, 42, 66], 0.3 + depth / 900);
  }
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * share;
  return [part(0), part(1), part(2)];
}

/** Smooth noise from 0 to 1: four layers, each twice as fine and half as strong. */
function noise(random: () => number): (x: number, y: number) => number {
  const grid = Float64Array.from({ length: 65_536 }, random);
  const at = (x: number, y: number) => grid[((y & 255) << 8) | (x & 255)] ?? 0;
  const layer = (x: number, y: number) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [dx, dy] = [smooth(x - left), smooth(y - top)];
    const upper = at(left, top) * (1 - dx) + at(left + 1, top) * dx;
    const lower = at(left, top + 1) * (1 - dx) + at(left + 1, top + 1) * dx;
    return upper * (1 - dy) + lower * dy;
  };
  return (x, y) =>
    [1, 2, 4, 8].reduce((sum, fine) => sum + layer(x * fine, y * fine) / fine, 0) / 1.875;
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}
