import { readSettings, type Settings } from './settings.ts';
import { StartError } from './start-error.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { welcome } from './welcome.ts';

try {
  const settings = readSettings({
    environment: process.env,
    args: process.argv.slice(2),
    isTerminal: process.stdout.isTTY === true,
  });
  await run(settings);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

async function run(settings: Settings): Promise<void> {
  // A log that nobody reads any more is no reason to end.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  const server = await startServer(settings, {
    write: (text) => void process.stdout.write(text),
    passOn: (text) => void process.stderr.write(text),
  });
  process.stdout.write(welcome({ ...settings, ...server }));
  stopOnSignals(server);
}

/** The first signal lets jobs end or give themselves back; with the second the server is gone. */
function stopOnSignals(server: RunningServer): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) {
      await server.kill();
      process.exit(1);
    }
    isStopping = true;
    process.stdout.write('Stopping: jobs under way get up to 10 s. Once more to end them now\n');
    await server.stop();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
