import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Emulator } from '../../../scripts/targets/emulator.ts';
import { freePort } from '../../../scripts/targets/free-port.ts';
import type { DeployedFunction } from '../offline/functions-of.ts';
import { offlineService } from '../offline/offline-service.ts';
import { runServerProcess } from './run-server-process.ts';

export interface OfflineServer {
  /** Of the API, with the stage. */
  readonly url: string;
  stop(): Promise<void>;
}

const peers = fileURLToPath(new URL('..', import.meta.url));
const program = path.join(peers, 'node_modules/serverless/bin/serverless.js');

/** Runs `functions`, whose bundles are below the emulator's folder, over the emulator's table and queues. */
export async function startOffline(
  { endpoint, folder, environment }: Emulator,
  functions: readonly DeployedFunction[],
  batchSize: number,
): Promise<OfflineServer> {
  const httpPort = await freePort();
  const service = offlineService(functions, {
    endpoint,
    httpPort,
    lambdaPort: await freePort(),
    batchSize,
  });
  await writeFile(path.join(folder, 'serverless.json'), JSON.stringify(service));
  const stop = await runServerProcess({
    program: process.execPath,
    arguments: [program, 'offline', 'start'],
    options: { cwd: folder, env: { ...environment, ...withoutCalls, HOME: folder } },
    logFile: path.join(folder, 'serverless.log'),
    // The plugin's last word: it has found every queue.
    readyLine: /Starting Offline SQS at stage/,
  });
  return { url: `http://127.0.0.1:${httpPort}/v1`, stop };
}

/** It then asks nobody for news, and tells nobody that it is used. */
const withoutCalls = { SLS_TRACKING_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' };
