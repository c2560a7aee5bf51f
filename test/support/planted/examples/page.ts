import { one } from '../functions/core/one.ts';

export const page = one;
