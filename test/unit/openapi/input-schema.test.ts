import type { StandardSchemaV1 } from '@standard-schema/spec';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { inputSchemaOf } from '../../../functions/openapi/input-schema.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';

function validator(more: object): StandardSchemaV1 {
  const standard = { version: 1, vendor: 'other', validate: (value: unknown) => ({ value }) };
  return { '~standard': { ...standard, ...more } } as StandardSchemaV1;
}

describe('the JSON Schema of an input', () => {
  it('comes from a schema of Valibot as it is', () => {
    const schema = inputSchemaOf({ input: v.object({ userId: v.pipe(v.string(), v.uuid()) }) });

    const userId = { type: 'string', format: 'uuid' };
    expect(schema).toEqual({
      $schema,
      type: 'object',
      properties: { userId },
      required: ['userId'],
    });
  });

  it('is of what is sent, not of what a transform makes of it', () => {
    const input = v.pipe(v.string(), v.transform(Number));

    expect(inputSchemaOf({ input })).toEqual({ $schema, type: 'string' });
  });

  it('leaves out a check that JSON Schema does not have', () => {
    const input = v.pipe(
      v.string(),
      v.minLength(3),
      v.check((text) => text.startsWith('a')),
    );

    expect(inputSchemaOf({ input })).toEqual({ $schema, type: 'string', minLength: 3 });
  });

  it('comes from a validator that has Standard JSON Schema', () => {
    const input = toStandardJsonSchema(v.boolean());

    expect(inputSchemaOf({ input })).toEqual({ $schema, type: 'boolean' });
  });

  it('is {} for a validator that has none, and for one that cannot say it', () => {
    const input = () => {
      throw new Error('A date is not in JSON Schema');
    };

    expect(inputSchemaOf({ input: validator({}) })).toEqual({});
    expect(inputSchemaOf({ input: validator({ jsonSchema: { input } }) })).toEqual({});
  });
});
