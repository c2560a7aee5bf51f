import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import type { JobType } from '../core/define-job.ts';
import type { Schema } from './schema.ts';

const target = 'draft-2020-12';

/**
 * What a caller may send as a type's payload. A validator that has Standard JSON Schema says it itself;
 * Valibot does so through a package that no function has to load for it. `{}` for others, and for what
 * cannot be put in JSON Schema.
 */
export function inputSchemaOf({ input }: Pick<JobType, 'input'>): Schema {
  const { jsonSchema, vendor } = input['~standard'] as Partial<StandardJSONSchemaV1.Props> &
    StandardSchemaV1.Props;
  try {
    if (jsonSchema !== undefined) return jsonSchema.input({ target });
    if (vendor !== 'valibot') return {};
    // The vendor says what it is.
    const schema = input as unknown as Parameters<typeof toJsonSchema>[0];
    return toJsonSchema(schema, forInput) as Schema;
  } catch {
    return {};
  }
}

/** A check that JSON Schema does not have is left out: the API has it all the same. */
const forInput = {
  target,
  typeMode: 'input',
  errorMode: 'ignore',
} as const satisfies ConversionConfig;
