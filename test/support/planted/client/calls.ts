import { one } from '../functions/core/one.ts';

export const call = one;
