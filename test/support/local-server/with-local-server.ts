import { onTestFinished } from 'vitest';
import {
  dataFolder,
  type LocalServer,
  type LocalServerOptions,
  startLocalServer,
} from './start-local-server.ts';

/** A server for one test, which ends with it. Its data goes as well, unless the folder was given. */
export async function withLocalServer(options: LocalServerOptions = {}): Promise<LocalServer> {
  const { folder, remove } = options.folder === undefined ? dataFolder() : keep(options.folder);
  const server = await startLocalServer({ ...options, folder });
  onTestFinished(async () => {
    await server.killTree();
    remove();
  });
  return server;
}

function keep(folder: string) {
  return { folder, remove: () => {} };
}
