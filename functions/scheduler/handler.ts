import { awsPorts } from '../aws/aws-ports.ts';
import { createScheduler } from './scheduler.ts';

export const handler = createScheduler(awsPorts(process.env));
