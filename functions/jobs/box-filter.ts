/** Four bytes a pixel: red, green, blue and one that a JPEG has no use for. Row by row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The pixels of the old picture that one column or row of the new one covers. */
interface Span {
  readonly first: number;
  /** How much of each pixel is covered, as a share of the whole span: together they are 1. */
  readonly shares: readonly number[];
}

/**
 * A smaller picture, each pixel of it the average of the area that it covers. Sizes are 1 or more and at
 * most the old ones: an average has nothing to add to a picture that is to grow.
 */
export function shrink(picture: Picture, width: number, height: number): Picture {
  const columns = spans(picture.width, width);
  const data = new Uint8Array(width * height * 4);
  let offset = 0;
  for (const row of spans(picture.height, height)) {
    for (const column of columns) {
      writeAverage(picture, column, row, data, offset);
      offset += 4;
    }
  }
  return { width, height, data };
}

function spans(from: number, to: number): readonly Span[] {
  const length = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * length, Math.min(from, (index + 1) * length)];
    const first = Math.floor(start);
    const shares = Array.from({ length: Math.ceil(end) - first }, (_, i) => {
      const pixel = first + i;
      return (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start);
    });
    return { first, shares };
  });
}

function writeAverage(
  { data, width }: Picture,
  column: Span,
  row: Span,
  target: Uint8Array,
  offset: number,
): void {
  let [red, green, blue] = [0, 0, 0];
  for (let y = 0; y < row.shares.length; y += 1) {
    let source = ((row.first + y) * width + column.first) * 4;
    const rowShare = row.shares[y] ?? 0;
    for (const columnShare of column.shares) {
      const share = rowShare * columnShare;
      red += (data[source] ?? 0) * share;
      green += (data[source + 1] ?? 0) * share;
      blue += (data[source + 2] ?? 0) * share;
      source += 4;
    }
  }
  target[offset] = Math.round(red);
  target[offset + 1] = Math.round(green);
  target[offset + 2] = Math.round(blue);
  target[offset + 3] = 255;
}
