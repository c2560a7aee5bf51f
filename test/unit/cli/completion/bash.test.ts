import { expect, it } from 'vitest';
import { completedByBash } from '../../../support/cli/completed-by-bash.ts';

it.each<[readonly string[], readonly string[]]>([
  [['jobs', 'can'], ['cancel']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['jobs', 'show', ''], []],
])('has bash complete %j to %j', (words, values) => {
  expect(completedByBash(words)).toEqual(values);
});
