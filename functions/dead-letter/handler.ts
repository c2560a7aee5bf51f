import { awsPorts } from '../aws/aws-ports.ts';
import { createDeadLetter } from './dead-letter.ts';

export const handler = createDeadLetter(awsPorts(process.env));
