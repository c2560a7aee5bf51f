#!/usr/bin/env node
import { program } from './program.ts';

const { stdout, stderr, env } = process;

process.exitCode = await program(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  environment: env,
  now: () => Date.now(),
  colours: stdout.isTTY === true && !env.NO_COLOR,
});
