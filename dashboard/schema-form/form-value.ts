import { type Field, fieldOf, isJson } from './field-of.ts';

/** What a form begins with: what has to be there, empty. Undefined is not filled in yet. */
export function emptyValue(schema: unknown, whole: unknown, depth = 0): unknown {
  const field = fieldOf(schema, whole);
  switch (field.kind) {
    case 'object': {
      // A schema that needs itself has no end.
      const needed = depth > 8 ? [] : field.properties.filter(({ isRequired }) => isRequired);
      return Object.fromEntries(
        needed.map(({ name, schema: inner }) => [name, emptyValue(inner, whole, depth + 1)]),
      );
    }
    case 'list':
      return [];
    case 'flag':
      return false;
    case 'text':
      return '';
    case 'choice':
      return field.values.length === 1 ? field.values[0] : undefined;
    default:
      return undefined;
  }
}

/** Whether the form can show the value without losing a part of it. */
export function fits(value: unknown, schema: unknown, whole: unknown): boolean {
  if (value === undefined) return true;
  return fitsField(value, fieldOf(schema, whole), whole);
}

function fitsField(value: unknown, field: Field, whole: unknown): boolean {
  switch (field.kind) {
    case 'object': {
      if (!isJson(value)) return false;
      const known = new Map(field.properties.map(({ name, schema }) => [name, schema]));
      return Object.entries(value).every(
        ([name, inner]) => known.has(name) && fits(inner, known.get(name), whole),
      );
    }
    case 'list':
      return Array.isArray(value) && value.every((item) => fits(item, field.item, whole));
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return field.values.some((one) => JSON.stringify(one) === JSON.stringify(value));
    case 'json':
      return true;
  }
}

/** A copy of the object with the property, or without it if the value is undefined. */
export function withProperty(
  object: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [name]: _, ...others } = object;
  return value === undefined ? others : { ...object, [name]: value };
}
