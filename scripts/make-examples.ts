import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleOrders } from './example-orders.ts';
import { examplePhoto } from './example-photo.ts';

// Writes the data files in examples/ and the bodies that send them. They are always the same.
const folder = join(import.meta.dirname, '..', 'examples');
const csv = exampleOrders();
const photo = examplePhoto();

mkdirSync(folder, { recursive: true });
write('orders.csv', csv);
write('photo.jpg', photo);
write('demo.json', body('demo', { sleepMs: 2_000, echo: 'Hello' }));
write('summarise-csv.json', body('summarise-csv', { csv }));
write(
  'resize-image.json',
  body('resize-image', { image: photo.toString('base64'), widths: [800, 400, 200] }),
);

/** Laid out as Biome would, so that the check of the format passes. */
function body(type: string, payload: Record<string, string | number | number[]>): string {
  const fields = Object.entries(payload).map(([name, value]) => {
    const text = Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value);
    return `    "${name}": ${text}`;
  });
  return `{\n  "type": "${type}",\n  "payload": {\n${fields.join(',\n')}\n  }\n}\n`;
}

function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
  console.log(`${name}: ${Buffer.byteLength(content)} bytes`);
}
