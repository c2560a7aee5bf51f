import { expect, it } from 'vitest';
import { arnOf, sourceOf } from '../../../../local/dispatch/source-arn.ts';

it.each([true, false])('finds the queue of its own name again, dead letters: %s', (deadLetters) => {
  const source = { queue: 'mail-1', deadLetters };

  expect(sourceOf(arnOf(source))).toEqual(source);
});

it('refuses what is not the name of a local queue', () => {
  expect(() => sourceOf('arn:aws:sqs:eu-west-1:123456789012:mail')).toThrow(
    "got 'arn:aws:sqs:eu-west-1:123456789012:mail'",
  );
});
