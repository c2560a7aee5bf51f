import { table } from '../aws/table.ts';

export const job = table;
