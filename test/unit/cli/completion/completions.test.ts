import { Argument, Command, Option } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { completionsOf } from '../../../../cli/completion/completions.ts';

function program() {
  const errand = new Command('errand').option('--verbose', 'says more');
  const jobs = errand.command('jobs').description('looks at jobs\nand more');
  jobs
    .command('list')
    .description('lists jobs')
    .addOption(new Option('--status <status>', 'only these').choices(['queued', 'running']))
    .option('--tag <tag...>', 'only with it')
    .option('--json', 'answers JSON');
  jobs.command('logs').argument('<id>');
  errand.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh']));
  errand.command('many').addArgument(new Argument('<x...>').choices(['a', 'b']));
  errand.command('start').argument('<type>').argument('[payload]').option('--queue <queue>');
  errand.command('complete', { hidden: true });
  return errand;
}

/** As if a server had answered. */
async function known(name: string) {
  const values = { type: ['demo', 'resize-image'], queue: ['default'] }[name] ?? [];
  return values.map((value) => ({ value, description: '' }));
}

async function valuesAfter(...words: readonly string[]): Promise<readonly string[]> {
  const completions = await completionsOf(program(), words, known);
  return completions.map(({ value }) => value);
}

it.each<[readonly string[], readonly string[]]>([
  [[''], ['jobs', 'completion', 'many', 'start', 'help']],
  [['j'], ['jobs']],
  [
    ['jobs', ''],
    ['list', 'logs', 'help'],
  ],
  [
    ['jobs', 'l'],
    ['list', 'logs'],
  ],
  [
    ['jobs', 'list', '-'],
    ['--status', '--tag', '--json', '--help'],
  ],
  [['jobs', 'list', '--s'], ['--status']],
  [
    ['jobs', 'list', '--status', ''],
    ['queued', 'running'],
  ],
  [['jobs', 'list', '--status', 'r'], ['running']],
  [
    ['jobs', 'list', '--status', 'running', '--'],
    ['--tag', '--json', '--help'],
  ],
  [['jobs', 'list', '--tag', 'a', '--t'], ['--tag']],
  [['jobs', 'list', '--json', '--j'], []],
  [['jobs', 'list', '--tag', ''], []],
  [['jobs', 'list', ''], []],
  [['jobs', 'logs', ''], []],
  [
    ['completion', ''],
    ['bash', 'zsh'],
  ],
  [['completion', 'bash', ''], []],
  [
    ['many', 'a', 'a', ''],
    ['a', 'b'],
  ],
  [['jobs', '--', ''], []],
  [['nothing', ''], []],
  [
    ['start', ''],
    ['demo', 'resize-image'],
  ],
  [['start', 'r'], ['resize-image']],
  [['start', 'demo', ''], []],
  [['start', '--queue', ''], ['default']],
])('completes %j to %j', async (words, values) => {
  expect(await valuesAfter(...words)).toEqual(values);
});

it('says in one line what each means', async () => {
  expect(await completionsOf(program(), ['j'], known)).toEqual([
    { value: 'jobs', description: 'looks at jobs' },
  ]);
});
