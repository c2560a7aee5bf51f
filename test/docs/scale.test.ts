import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { scaleOf, scaleTables } from '../../scripts/scale/scale-tables.ts';

const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8');
const tables = scaleTables(scaleOf({ jobMs: 100, requestJobs: 1, scheduledShare: 0.1 }));

it.each(['carried', 'turned', 'ramp'].map((name, place) => [name, tables[place]]))(
  'docs/scale.md has the table %s as npm run scale prints it',
  (name, table) => {
    const [, written] = page.split(new RegExp(`<!-- /?${name} -->`));

    expect(written?.trim()).toBe(table);
  },
);
