import { runServer } from './run-server.ts';
import { StartError } from './start-error.ts';

try {
  await runServer({ environment: process.env, args: process.argv.slice(2) }, process);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}
