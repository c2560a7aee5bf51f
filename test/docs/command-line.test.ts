import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { meaningOfExitCodes } from '../../cli/exit-codes.ts';
import { allCommands } from '../support/cli/all-commands.ts';
import { commandLinesIn } from '../support/cli/command-lines-in.ts';
import { parsedCommand } from '../support/cli/parsed-command.ts';

const document = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');

it.each(allCommands())('has the command $name', ({ name }) => {
  expect(document).toMatch(new RegExp(`\`${name}[\` ]`));
});

it.each(Object.entries(meaningOfExitCodes))('has the exit code %s', (code, meaning) => {
  expect(document).toContain(`| ${code} | ${meaning} |`);
});

it('has command lines that the program understands', async () => {
  const blocks = document.match(/```sh\n.*?```/gs) ?? [];

  const lines = commandLinesIn(blocks.join('\n'));

  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(await parsedCommand(line), line.join(' ')).not.toBe('');
});
