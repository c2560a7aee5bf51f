import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectManifest } from '../../cli/init/project-files.ts';
import { allCommands } from '../support/cli/all-commands.ts';
import { blocks, pages, proseOf, repository, textOf } from '../support/docs/page-blocks.ts';

// These say how it was, with what there is no more.
const past = ['CHANGELOG.md', ...globSync('docs/decisions/*.md', { cwd: repository })];
const present = pages().filter((page) => !past.includes(page));
const scripts = [readFileSync(join(repository, 'package.json'), 'utf8'), projectManifest('a', 'b')]
  .map((manifest): object => JSON.parse(manifest).scripts)
  .flatMap((some) => Object.keys(some));
const code = globSync(
  [
    '{functions,local,cli,client,infra,scripts,test,bench}/**/*.{ts,mjs}',
    'compose.yaml',
    'scripts/*',
  ],
  { cwd: repository, exclude: (path) => path.includes('node_modules') || path === 'test/docs' },
)
  .filter((file) => /\.\w+$/.test(file))
  .map((file) => readFileSync(join(repository, file), 'utf8'))
  .join('\n');

it.each([...present, ...past])('%s has links that lead somewhere', (page) => {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

  const broken = links.filter(
    (target) => !/^https?:/.test(target) && !leadsSomewhere(page, target),
  );

  expect(broken).toEqual([]);
});

describe.each(present)('%s', (page) => {
  it('names scripts of npm that there are', () => {
    const named = [...textOf(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)(?![\w:-]*…)/g)];

    expect(named.map(([, name = '']) => name).filter((name) => !scripts.includes(name))).toEqual(
      [],
    );
  });

  it('names commands of errand that there are', () => {
    const spans = [...proseOf(page).matchAll(/`([^`]*)`/g)].map(([, span = '']) => span);

    const unknown = spans.filter((span) => {
      const word = /(?:^|npx |npm run (?:-s )?)errand (?:-- )?([a-z]+)/.exec(span)?.[1];
      return word !== undefined && !commandWords.includes(word);
    });

    expect(unknown).toEqual([]);
  });

  it('names environment variables that something reads', () => {
    const inProse = [...proseOf(page).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[`=]/g)];
    const inBlocks = blocks(page).flatMap(({ code: text }) => [
      ...text.matchAll(/\b((?:ERRAND|LOCALSTACK)_[A-Z_]+)\b/g),
    ]);

    const named = [...inProse, ...inBlocks].map(([, name = '']) => name);

    expect(named.filter((name) => !isRead(name, page))).toEqual([]);
  });
});

const commandWords = allCommands().map(({ name }) => name.split(' ')[1]);

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(repository, file))) return false;
  return anchor === undefined || anchorsOf(file).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): readonly string[] {
  const headings = proseOf(page).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\- ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** By code, by AWS, or by a command of the page itself. */
function isRead(name: string, page: string): boolean {
  const inIssuer = /^ERRAND_OIDC_(\w+)$/.exec(name)?.[1];
  if (inIssuer !== undefined) return new RegExp(`^\\s+${inIssuer}: \\[`, 'm').test(code);
  const isOfPage = blocks(page).some(({ code: text }) => text.includes(`\${${name}}`));
  // What a function gets has the prefix added in one place.
  const ending = name.replace(/^ERRAND_/, '');
  const names = new RegExp(`\\b${name}\\b|'${ending}'`);
  return isOfPage || name.startsWith('AWS_') || names.test(code);
}
