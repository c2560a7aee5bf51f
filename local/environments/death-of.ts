import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How long what a dead process wrote may take to arrive. Its own children may keep a pipe open for ever. */
const lastData = 100;

/**
 * Resolves with the reason when the process has ended and its last message has been read: what it had
 * asked for before its end is then known.
 */
export async function deathOf(child: ChildProcess): Promise<string> {
  const errors = tailOf(child.stderr);
  const lastWords = tailOf(child.stdio[4] as Readable | null | undefined);
  const [cause] = await Promise.all([endOf(child), disconnected(child)]);
  await Promise.race([Promise.all([errors.end, lastWords.end]), after(lastData)]);
  if (lastWords.text() !== '') return lastWords.text();
  if (errors.text().includes('heap out of memory')) {
    return 'out of memory: its heap reached its limit';
  }
  return cause;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`it could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`),
    );
  });
}

function disconnected(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('disconnect', resolve);
    child.on('error', () => {
      if (child.pid === undefined) resolve();
    });
  });
}

/** The last 4,000 characters or so. */
function tailOf(stream: Readable | null | undefined) {
  let text = '';
  const end = new Promise<void>((resolve) => {
    if (!stream) return resolve();
    stream.on('data', (data: Buffer) => {
      text = (text + data.toString()).slice(-4_000);
    });
    stream.on('error', () => {});
    stream.once('close', resolve);
  });
  return { text: () => text.trim(), end };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
