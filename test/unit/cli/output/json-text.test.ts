import { expect, it } from 'vitest';
import { jsonText, prettyJson } from '../../../../cli/output/json-text.ts';

const value = { text: 'a\u001b\u007f\u009b\u2028\u202e\ud800\u{e0001}\n"\\', list: [1, null] };

it.each([jsonText, prettyJson])('%o has no controls in it and is the same value', (write) => {
  const text = write(value);

  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u);
  expect(JSON.parse(text)).toEqual(value);
});

it('writes one line for programs and several for people', () => {
  expect(jsonText(value).split('\n')).toHaveLength(2);
  expect(prettyJson(value).split('\n')).toHaveLength(7);
});
