import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

/** What bash would put on the line, which has these words. */
export function completedByBash(words: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'errand-bash-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'errand');
  writeFileSync(
    program,
    `#!/bin/sh\nexec '${process.execPath}' '${resolve('cli/main.ts')}' "$@"\n`,
  );
  chmodSync(program, 0o755);
  const script = `
    source <(errand completion bash)
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _errand
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync('bash', ['--norc', '-c', script, 'bash', 'errand', ...words], {
    encoding: 'utf8',
    env: { PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  return out.split('\n').filter((line) => line !== '');
}
