/** A JSON Schema, draft 2020-12, as OpenAPI 3.1 takes it; or another part of a document. */
export type Schema = Readonly<Record<string, unknown>>;

/** One of `components.schemas`, by its name. */
export function schemaOf(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Fields whose names end in a question mark may be missing. */
export function objectOf(fields: Readonly<Record<string, Schema>>, more: Schema = {}): Schema {
  const names = Object.keys(fields);
  const properties = names.map((name) => [name.replace(/\?$/, ''), fields[name]]);
  const required = names.filter((name) => !name.endsWith('?'));
  return {
    type: 'object',
    ...more,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(properties),
  };
}

export function listOf(items: Schema, more: Schema = {}): Schema {
  return { type: 'array', items, ...more };
}

export const time: Schema = { type: 'string', format: 'date-time' };
export const text: Schema = { type: 'string' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
