import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fieldOf } from '../../../dashboard/schema-form/field-of.ts';
import { emptyValue, fits, withProperty } from '../../../dashboard/schema-form/form-value.ts';
import { defineJob } from '../../../functions/core/define-job.ts';
import { inputSchemaOf } from '../../../functions/openapi/input-schema.ts';

/** As `GET /types` has it. */
function schemaOf(input: v.GenericSchema): unknown {
  return inputSchemaOf(defineJob({ name: 'any', input, run: async () => undefined }));
}

const order = schemaOf(
  v.object({
    id: v.pipe(v.string(), v.minLength(3), v.description('Of the shop.')),
    amount: v.pipe(v.number(), v.integer(), v.minValue(1)),
    gift: v.boolean(),
    size: v.optional(v.picklist(['s', 'm']), 'm'),
    lines: v.array(v.object({ sku: v.string() })),
    address: v.optional(v.object({ city: v.string() })),
    note: v.nullable(v.string()),
  }),
);

function propertyOf(name: string) {
  const field = fieldOf(order, order);
  const found = field.kind === 'object' && field.properties.find((one) => one.name === name);
  if (!found) throw new Error(`There is no property ${name}`);
  return { isRequired: found.isRequired, ...fieldOf(found.schema, order) };
}

describe('a form of a schema', () => {
  it.each([
    ['id', { kind: 'text', isRequired: true, least: 3, description: 'Of the shop.' }],
    ['amount', { kind: 'number', isWhole: true, least: 1 }],
    ['gift', { kind: 'flag', isRequired: true }],
    ['size', { kind: 'choice', values: ['s', 'm'], isRequired: false, otherwise: 'm' }],
    ['lines', { kind: 'list' }],
    ['address', { kind: 'object', isRequired: false }],
    ['note', { kind: 'text' }],
  ])('asks for %s as %j', (name, expected) => {
    expect(propertyOf(name)).toMatchObject(expected);
  });

  it('begins with what has to be there', () => {
    expect(emptyValue(order, order)).toEqual({
      id: '',
      amount: undefined,
      gift: false,
      lines: [],
      note: '',
    });
  });

  it.each([
    ['names that are not known beforehand', v.record(v.string(), v.number())],
    ['alternatives', v.union([v.object({ a: v.string() }), v.object({ b: v.string() })])],
    ['anything', v.unknown()],
  ])('asks for %s as JSON text', (_, input) => {
    const schema = schemaOf(input);

    expect(fieldOf(schema, schema).kind).toBe('json');
  });

  it('follows a schema that refers to itself, one level at a time', () => {
    interface Node {
      readonly value: string;
      readonly next?: Node | undefined;
    }
    const node: v.GenericSchema<Node> = v.object({
      value: v.string(),
      next: v.optional(v.lazy(() => node)),
    });
    const schema = schemaOf(node);

    const value = emptyValue(schema, schema);

    expect(value).toEqual({ value: '' });
    expect(fits({ value: 'a', next: { value: 'b' } }, schema, schema)).toBe(true);
  });

  it.each([
    [{ $ref: '#/$defs/none' }],
    [{ $ref: 'https://elsewhere.example/schema' }],
    [{ $ref: '#' }],
    [null],
  ])('takes %j for anything', (schema) => {
    expect(fieldOf(schema, schema).kind).toBe('json');
  });
});

describe('a payload', () => {
  const whole = { id: 'abc', amount: 2, gift: true, lines: [{ sku: 'x' }], note: 'n' };

  it.each([
    [whole, true],
    [{ ...whole, address: { city: 'Ulm' } }, true],
    [{ ...whole, extra: 1 }, false],
    [{ ...whole, amount: 'two' }, false],
    [{ ...whole, lines: [{ sku: 'x', more: 1 }] }, false],
    [{ ...whole, size: 'xl' }, false],
    [{ ...whole, note: null }, false],
    [[], false],
  ])('%j fits its form: %s', (payload, expected) => {
    expect(fits(payload, order, order)).toBe(expected);
  });

  it('loses a property that is left out', () => {
    expect(withProperty({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(withProperty({ a: 1 }, 'b', false)).toEqual({ a: 1, b: false });
  });
});
