import type { JobRegistry } from '../core/job-registry.ts';
import { inputSchemaOf } from './input-schema.ts';
import type { Schema } from './schema.ts';

export type PayloadSchemas = Readonly<Record<string, Schema>>;

/** By the name of the job type. Each is whole: its references are to parts of itself. */
export function payloadSchemas({ types }: JobRegistry): PayloadSchemas {
  const entries = Object.values(types).map((type) => [type.name, inputSchemaOf(type)]);
  return Object.fromEntries(entries);
}

/** As a part of a document, at `place`, a JSON pointer: that is what references then begin with. */
export function embedded(schema: Schema, place: string): Schema {
  const { $schema: _, ...rest } = schema;
  // With an id of its own it resolves its references itself.
  return '$id' in rest ? rest : (moved(rest, place) as Schema);
}

function moved(value: unknown, place: string): unknown {
  if (Array.isArray(value)) return value.map((item) => moved(item, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const isOwn = name === '$ref' && typeof inner === 'string' && /^#(\/|$)/.test(inner);
      return [name, isOwn ? `#${place}${inner.slice(1)}` : moved(inner, place)];
    }),
  );
}
