import { describe, expect, it } from 'vitest';
import { allCommands } from '../../support/cli/all-commands.ts';
import { commandLinesIn } from '../../support/cli/command-lines-in.ts';
import { parsedCommand } from '../../support/cli/parsed-command.ts';
import { runProgram } from '../../support/cli/run-program.ts';

describe.each(allCommands())('$name', ({ name, command }) => {
  const words = name.split(' ').slice(1);

  it('says what it does', () => {
    expect(command.description()).toMatch(/^[a-z].*[^.]$/);
  });

  it('shows examples of itself that it understands', async () => {
    const { out, code } = await runProgram([...words, '--help']);

    const examples = commandLinesIn(out.slice(out.indexOf('\nExamples:')));
    expect(code).toBe(0);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      // A group alone is its list.
      const called = await parsedCommand(
        example.length === 1 && words[1] === 'list' ? words : example,
      );
      expect(called).toBe(name);
    }
  });
});

it.each([
  [['jbos'], 'Did you mean jobs?'],
  [['jobs', 'lsit'], 'Did you mean list?'],
  [['queues', 'puase', 'demo'], 'Did you mean pause?'],
  [['jobs', 'list', '--limt', '5'], 'Did you mean --limit?'],
  [['jobs', 'retry', '--code', 'timeout'], 'Allowed choices are threw'],
  [['jobs', 'list', '--status', 'done'], 'Expected some of scheduled'],
  [['jobs', 'list', '--limit', 'many'], 'whole number from 1'],
  [['jobs', 'show'], "missing required argument 'id'"],
  [['jobs', 'show', 'a', 'b'], 'too many arguments'],
  [['jobs', 'enqueue', 'demo', '{echo:1}'], `Expected JSON as the payload, got '{echo:1}' (`],
  [['jobs', 'enqueue', 'demo', ''], 'Expected JSON as the payload, got nothing ('],
  [['jobs', 'enqueue', 'demo', '@/nowhere.json'], "'/nowhere.json'"],
  [['jobs', 'retry'], 'Expected either ids or a filter'],
  [['jobs', 'retry', 'a', '--type', 'demo'], 'Expected either ids or a filter'],
  [['jobs', 'reschedule', 'a'], 'Expected either --delay or --run-at'],
  [['schedules', 'put', 'a', 'demo'], 'Expected either --cron'],
  [['jobs', 'list', '--url', 'x'], "got 'x'"],
  [['jobs', 'list', '--url', 'https://jobs.example/v1'], 'set ERRAND_KEY'],
  [['stats', '--stack', 'A', '--url', 'http://b.example'], 'cannot be used with'],
  [['completion', 'powershell'], 'Allowed choices are bash, zsh, fish'],
])('errand %j ends with 2 and says why', async (args, reason) => {
  const { code, out, err } = await runProgram(args);

  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(reason);
});

it.each([
  [['jobs', 'show'], '(errand jobs show --help shows its arguments and options)'],
  [['jobs', 'enqueue', 'demo', '--timeout', '1'], '(errand jobs enqueue --help shows '],
  [['jobs', 'lsit'], '(errand jobs --help shows the commands; '],
  [['--url', 'http://b.example/v1', 'types'], 'options come after the command)'],
  [['jbos'], '(errand --help shows the commands; '],
])('errand %j ends with the help that has what was meant', async (args, told) => {
  const { code, err } = await runProgram(args);

  expect(code).toBe(2);

  expect(err).toContain(told);
});

it.each(['jobs', 'schedules', 'queues', 'keys'])('takes %s alone for its list', async (group) => {
  const alone = await runProgram([group, '--data', '/nowhere']);
  const list = await runProgram([group, 'list', '--data', '/nowhere']);

  expect(alone).toEqual(list);
  expect(alone.err).toContain("'/nowhere");
});

it('shows the help of a group', async () => {
  const { code, out } = await runProgram(['jobs', '--help']);

  expect(code).toBe(0);
  expect(out).toContain('enqueue [options] <type> [payload]');
});

it('has the exit codes in its help', async () => {
  const { out } = await runProgram(['--help']);

  expect(out).toContain('3    the job that was waited for failed or was cancelled');
});

it('has bold titles in its help only where colours are wanted', async () => {
  const coloured = await runProgram(['--help'], { colours: true });
  const plain = await runProgram(['--help', '--no-color'], { colours: true });

  expect(coloured.out).toContain('\u001b[1mJobs:');
  expect(plain.out).not.toContain('\u001b');
});

it('says its version', async () => {
  const { code, out } = await runProgram(['--version']);

  expect(code).toBe(0);
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
});
