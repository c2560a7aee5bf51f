import { expect, it } from 'vitest';
import { failedMessages } from '../../../../local/dispatch/failed-messages.ts';

const batch = new Set(['a', 'b']);

it.each([
  ['no response', undefined],
  ['null', null],
  ['an empty object', {}],
  ['no list', { batchItemFailures: null }],
  ['an empty list', { batchItemFailures: [] }],
])('takes %s for a success of all', (_, response) => {
  expect(failedMessages(response, batch)).toEqual(new Set());
});

it('takes the messages named for those that failed', () => {
  const response = { batchItemFailures: [{ itemIdentifier: 'b' }] };

  expect(failedMessages(response, batch)).toEqual(new Set(['b']));
});

it.each([
  ['text', 'done'],
  ['another key', { failures: [] }],
  ['a list of another form', { batchItemFailures: ['a'] }],
  ['no list at all', { batchItemFailures: 'a' }],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['null as an id', { batchItemFailures: [{ itemIdentifier: null }] }],
  ['an id that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'c' }] }],
])('takes %s for a failure of the whole batch', (_, response) => {
  expect(failedMessages(response, batch)).toBeUndefined();
});
