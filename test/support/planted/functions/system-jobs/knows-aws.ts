import { table } from '../aws/table.ts';

export const systemJob = table;
