import type { Schema } from '../../../functions/openapi/schema.ts';
import { anyOf, type Shape } from './shape.ts';

/** Of a schema within a document, whose references it follows. Forms and limits of values have no shape. */
export function shapeOfSchema(schema: Schema, document: Schema): Shape {
  const inner = (part: unknown) => shapeOfSchema(part as Schema, document);
  const { $ref, type, properties, items, additionalProperties } = schema;
  if (typeof $ref === 'string') return inner(partAt($ref, document));
  if ('const' in schema) return { oneOf: [String(schema.const)] };
  if (Array.isArray(schema.enum)) return { oneOf: [...schema.enum].sort() };
  if (Array.isArray(schema.anyOf)) return anyOf(schema.anyOf.map(inner));
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return type;
    case 'integer':
      return 'number';
    case 'array':
      return { listOf: inner(items) };
    case 'object':
      return properties === undefined
        ? { valuesOf: inner(additionalProperties ?? {}) }
        : { fields: fieldsOf(schema, inner) };
    case undefined:
      return 'unknown';
    default:
      throw new Error(`There is no shape for the type ${type}`);
  }
}

/** At a reference such as `#/components/schemas/Job`. */
export function partAt(reference: string, document: Schema): Schema {
  const names = reference.split('/').slice(1);
  const part = names.reduce<unknown>(
    (whole, name) => (whole as Schema)[name.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
  if (typeof part !== 'object' || part === null) throw new Error(`There is no ${reference}`);
  return part as Schema;
}

function fieldsOf(
  { properties, required }: Schema,
  inner: (part: unknown) => Shape,
): Record<string, Shape> {
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  const entries = Object.entries(properties as Schema).map(([name, schema]) => [
    needed.includes(name) ? name : `${name}?`,
    inner(schema),
  ]);
  return Object.fromEntries(entries);
}
