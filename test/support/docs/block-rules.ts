import type { Block } from './page-blocks.ts';
import { commandsIn } from './shell-commands.ts';
import { elsewhere, runAsTheyAre } from './shown-elsewhere.ts';
import { walks } from './walks.ts';

/** Languages in which nothing can be run, and what else holds what they show. */
const pictures: Readonly<Record<string, string>> = {
  text: 'a drawing, or what is typed into a form of AWS: there is nothing to run',
  mermaid: 'a drawing; the table of moves beside it is held by the unit tests of the lifecycle',
};

/** JSON that is no answer of the API. `test/docs/json-blocks.test.ts` has a test for each page. */
const ownJson = ['docs/adopt.md', 'docs/callers.md'];

export const commandsElsewhere: ReadonlySet<string> = new Set([
  ...elsewhere.flatMap(({ commands }) => commands),
  ...runAsTheyAre.map(({ command }) => command),
]);

/** Of a block that is run where it stands, without those that something else runs. */
export function ownCommands({ code }: Block): readonly string[] {
  return commandsIn(code).filter((command) => !commandsElsewhere.has(command));
}

/** Which test holds the block. Undefined: none does. */
export function ruleFor(block: Block): string | undefined {
  const { page, language } = block;
  if (pictures[language] !== undefined) return 'picture';
  if (language === 'ts') return 'compiled in the project of a reader';
  const walk = walks.find((some) => some.page === page);
  if (language === 'json') return walk || ownJson.includes(page) ? 'compared' : undefined;
  if (language === 'console') return walk && 'run and compared';
  if (language !== 'sh') return undefined;
  if (ownCommands(block).length === 0) return 'run elsewhere';
  return walk?.steps.some(({ begins }) => block.code.startsWith(begins))
    ? 'run beside a server'
    : undefined;
}
