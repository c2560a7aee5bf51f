import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stackDefaults } from '../../infra/stack-defaults.ts';
import { proseOf, repository } from '../support/docs/page-blocks.ts';

const rows = new Map(
  [...proseOf('docs/operate-on-aws.md').matchAll(/^\| (`\w+`.*?) \| (.*) \| (.*) \|$/gm)].flatMap(
    ([, names = '', meaning, byDefault]) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => [name, { meaning, byDefault }]),
  ),
);

describe('the settings of a stack', () => {
  it('are all in the table', () => {
    const source = readFileSync(join(repository, 'infra/errand-stack.ts'), 'utf8');
    const [, props = ''] = /interface ErrandStackProps .*?\{\n(.*?)^\}/ms.exec(source) ?? [];

    const names = [...props.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);

    expect(names).toContain('keyThrottle');
    expect(names.filter((name = '') => !rows.has(name))).toEqual([]);
  });

  it.each(['throttle', 'waitThrottle', 'keyThrottle'] as const)(
    'show what a %s looks like, by its default',
    (name) => {
      const { rateLimit, burstLimit } = stackDefaults[name];

      expect(rows.get(name)?.byDefault).toBe(
        `\`{ rateLimit: ${rateLimit}, burstLimit: ${burstLimit} }\``,
      );
    },
  );

  it.each(['keepDone', 'keepFailed'])('show what a %s looks like, by its default', (name) => {
    expect(rows.get(name)?.byDefault).toMatch(/^`Duration\.days\(\d+\)`$/);
  });
});
