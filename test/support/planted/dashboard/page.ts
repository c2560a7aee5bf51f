import { start } from '../local/start.ts';

export const page = start;
