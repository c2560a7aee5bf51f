import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantedFaults } from '../simulation/planted-faults.ts';

const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');

it('lists every fault that is planted, each with the seed that finds it', () => {
  const rows = page
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells[2]?.endsWith('.ts`'));

  const listed = rows.map(([, name, file]) => `${name} ${file}`).sort();
  const planted = plantedFaults.map(({ name, file }) => `${name} \`${file}\``).sort();
  expect(listed).toEqual(planted);
  for (const [, name, , seed] of rows) expect(seed, name).toMatch(/^[1-9]\d{0,3}$/);
});
