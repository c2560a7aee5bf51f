import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { table } from '../aws/table.ts';

export const notPure = () => [parse(readFileSync('x')), table];
