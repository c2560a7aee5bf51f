import { createDeadLetter, type DeadLetterPorts } from '../../functions/dead-letter/dead-letter.ts';

export function create(ports: DeadLetterPorts) {
  return createDeadLetter(ports);
}
