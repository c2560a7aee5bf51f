import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LocalServer } from '../local-server/start-local-server.ts';
import type { AnswerCheck, Exchange } from '../open-api/answer-check.ts';
import { documentedAnswers } from '../open-api/documented-answers.ts';
import { ownCommands } from './block-rules.ts';
import { type Block, blocks, placeOf, repository } from './page-blocks.ts';
import { type RecordingProxy, recordingProxy } from './recording-proxy.ts';
import { type ShellSession, shellSession } from './shell-session.ts';
import type { Step, Walk } from './walks.ts';

interface Stage {
  readonly walk: Walk;
  readonly shell: ShellSession;
  readonly proxy: RecordingProxy;
  readonly folder: string;
}

/** Runs the blocks of a page in their order, beside this server. Answers how those began that it has run. */
export async function walkPage(walk: Walk, server: LocalServer): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'errand-walk-'));
  furnish(folder, server);
  const proxy = await recordingProxy(server.url);
  const shell = shellSession(folder, { ERRAND_URL: `${proxy.address}/v1` });
  try {
    return await walkBlocks({ walk, shell, proxy, folder });
  } finally {
    shell.end();
    proxy.close();
    rmSync(folder, { recursive: true, maxRetries: 5 });
  }
}

/** What pages count on in the folder where their commands are typed. */
function furnish(folder: string, { folder: data, key }: LocalServer): void {
  writeFileSync(join(data, 'key'), key);
  symlinkSync(data, join(folder, '.errand'));
  symlinkSync(join(repository, 'examples'), join(folder, 'examples'));
  cpSync(join(repository, 'examples/orders.csv'), join(folder, 'your.csv'));
}

async function walkBlocks(stage: Stage): Promise<readonly string[]> {
  const { walk, shell, proxy } = stage;
  if (walk.before !== undefined) await shell.run(inPlace(walk.before, stage));
  const document = await documentedAnswers(`${proxy.address}/v1`);
  proxy.takeExchanges();
  const steps: string[] = [];
  let last: Exchange | undefined;
  for (const block of blocks(walk.page)) {
    if (block.language === 'json') expectSample(block, last, document);
    if (block.language === 'console') await expectDialogue(block, stage);
    const step = walk.steps.find(({ begins }) => block.code.startsWith(begins));
    const isRun = block.language === 'sh' && ownCommands(block).length > 0;
    if (!isRun || step === undefined) continue;
    last = (await runBlock({ block, step }, stage, document)) ?? last;
    steps.push(step.begins);
  }
  return steps;
}

/** Answers its last exchange. */
async function runBlock(
  { block, step }: { readonly block: Block; readonly step: Step },
  stage: Stage,
  document: AnswerCheck,
): Promise<Exchange | undefined> {
  const out = await stage.shell.run(inPlace(ownCommands(block).join('\n'), stage));
  const exchanges = stage.proxy.takeExchanges();
  for (const exchange of exchanges) expect(document(exchange), placeOf(block)).toBeUndefined();
  const statuses = exchanges.map(({ status }) => status);
  const expected = step.statuses === 'all well' ? statuses.map(wellOf) : step.statuses;
  expect(statuses, `${placeOf(block)}: ${out}`).toEqual(expected);
  const answers = exchanges.map(({ text }) => text);
  step.says?.({ out, answers, headers: exchanges[0]?.headers });
  return exchanges.at(-1);
}

function wellOf(status: number): number {
  return status < 300 ? status : 200;
}

function inPlace(code: string, { walk, proxy, folder }: Stage): string {
  const replaced = [['http://127.0.0.1:3000', proxy.address], ...(walk.replaces?.(folder) ?? [])];
  return replaced.reduce((text, [from = '', to = '']) => text.replaceAll(from, to), code);
}

/** A sample has the form of the answer to the last command, and its fields and values but for times and ids. */
function expectSample(block: Block, exchange: Exchange | undefined, document: AnswerCheck): void {
  if (exchange === undefined) throw new Error(`${placeOf(block)}: nothing was asked before it`);
  expect(document({ ...exchange, text: block.code }), placeOf(block)).toBeUndefined();
  expect(timeless(JSON.parse(block.code)), placeOf(block)).toEqual(
    timeless(JSON.parse(exchange.text)),
  );
}

function timeless(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"time"')
    .replaceAll(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"');
  return JSON.parse(text);
}

/** After each `$ ` a command, then what it answers on either stream. */
async function expectDialogue({ code, page, line }: Block, { shell }: Stage): Promise<void> {
  for (const part of code.split(/^\$ /m).slice(1)) {
    const [command = '', ...answer] = part.trimEnd().split('\n');
    const out = await shell.run(`${command} 2>&1 || true`);
    expect(out.trimEnd(), placeOf({ page, line })).toBe(answer.join('\n'));
  }
}
