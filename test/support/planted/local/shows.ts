import { page } from '../dashboard/page.ts';

export const shows = page;
