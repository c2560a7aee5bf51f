import { start } from '../../local/start.ts';

export const table = start;
