import { readSettings, type Surroundings } from './settings.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { welcome } from './welcome.ts';

/** Starts the server, which then runs until a signal ends the process. Rejects if it cannot start. */
export async function runServer(
  surroundings: Pick<Surroundings, 'environment' | 'args'>,
  { stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>,
): Promise<void> {
  const settings = readSettings({ ...surroundings, isTerminal: stdout.isTTY === true });
  // A log that nobody reads any more is no reason to end.
  stdout.on('error', () => {});
  stderr.on('error', () => {});
  const server = await startServer(settings, {
    write: (text) => void stdout.write(text),
    passOn: (text) => void stderr.write(text),
  });
  stdout.write(welcome({ ...settings, ...server }));
  stopOnSignals(server, stdout);
}

/** The first signal lets jobs end or give themselves back; with the second the server is gone. */
function stopOnSignals(server: RunningServer, stdout: NodeJS.WritableStream): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      await server.kill();
      process.exit(1);
    }
    isStopping = true;
    stdout.write('Stopping: jobs under way get up to 10 s. Once more to end them now\n');
    await server.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
