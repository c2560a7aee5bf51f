import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandEnd, exitCodes } from '../exit-codes.ts';

// As this file: TypeScript in the repository, JavaScript in a package.
const server = new URL(`../../local/main${extname(import.meta.filename)}`, import.meta.url);
const checkNode = new URL('../../local/check-node.mjs', import.meta.url);

/** `npm start` with these arguments, on this terminal, until it ends. Rejects unless it ends well. */
export async function runServer(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--import', checkNode.href, fileURLToPath(server), ...args],
    { env: environment, stdio: 'inherit' },
  );
  // A terminal sends Ctrl-C to both, and this process has to outlive the other. What is sent to this one
  // alone is handed on.
  const ignore = () => {};
  const handOn = () => void child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', handOn);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('exit', resolve);
  });
  process.off('SIGINT', ignore).off('SIGTERM', handOn);
  // It has said itself what was wrong.
  if (code !== 0) throw new CommandEnd(exitCodes.failed);
}
