#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { showsColours } from './output/shows-colours.ts';
import { program } from './program.ts';

const { stdin, stdout, stderr, env } = process;

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
