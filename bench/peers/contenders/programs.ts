import type { ContenderProgram } from '../contender.ts';
import { bullmq } from './bullmq.ts';
import { errandHttp } from './errand-http.ts';
import { errandLibrary } from './errand-library.ts';
import { graphileWorker } from './graphile-worker.ts';
import { pgBoss } from './pg-boss.ts';

export const programs = {
  'errand-library': errandLibrary,
  'errand-http': errandHttp,
  bullmq,
  'pg-boss': pgBoss,
  'graphile-worker': graphileWorker,
} as const satisfies Readonly<Record<string, ContenderProgram>>;

export type ProgramName = keyof typeof programs;
