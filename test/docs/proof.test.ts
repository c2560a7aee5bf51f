import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantedFaults } from '../simulation/planted-faults.ts';

const page = readFileSync(new URL('../../docs/proof.md', import.meta.url), 'utf8');

it('the README states how many histories and faults there are, and the commands that repeat them', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  expect(readme).toContain('10,000 random histories');
  expect(readme).toContain('`npm run simulate -- --seeds 1000000`');
  expect(readme).toMatch(
    new RegExp(`${plantedFaults.length} faults planted.*\\n?.*\\(\`npm run simulate:faults\`\\)`),
  );
});

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

it('npm run proof sums up what is left of its steps, and refuses to leave out what it has not', () => {
  const proof = (without: string) =>
    spawnSync(process.execPath, ['scripts/proof.ts', '--json', '--without', without], {
      encoding: 'utf8',
    });
  const steps = 'simulate,simulate:faults,mutate,faults:kills,faults:store,faults:ministack,soak';

  const none = proof(steps);
  const unknown = proof('sleep');

  expect([none.status, none.stdout.trim()]).toEqual([0, '[]']);
  expect([unknown.status, unknown.stderr.trim()]).toEqual([
    2,
    `There is no step 'sleep' to leave out. There are: ${steps.replaceAll(',', ', ')}`,
  ]);
});
