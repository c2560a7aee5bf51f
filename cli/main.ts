#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { showsColours } from './output/shows-colours.ts';

const { stdin, stdout, stderr, env } = process;

// A third of the time to start. Not in the folder for temporary files, where others could put code of theirs.
enableCompileCache(join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'errand'));
const { program } = await import('./program.ts');

/** Of a terminal that does not say. */
const usualColumns = 80;

// `errand jobs list | head` closes the pipe early: nobody reads on, and nothing went wrong.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await program(process.argv.slice(2), {
  out: (some) => void stdout.write(some),
  err: (some) => void stderr.write(some),
  environment: env,
  now: () => Date.now(),
  colours: showsColours(stdout, env),
  columns: stdout.isTTY ? stdout.columns || usualColumns : undefined,
  screen: stderr.isTTY
    ? { columns: stderr.columns || usualColumns, colours: showsColours(stderr, env) }
    : undefined,
  interruption: () => {
    const controller = new AbortController();
    process.once('SIGINT', () => controller.abort());
    return controller.signal;
  },
  input: () => text(stdin),
});
