import { describe, expect, it } from 'vitest';
import { jobs } from '../../../functions/jobs/index.ts';
import { inputSchemaOf } from '../../../functions/openapi/input-schema.ts';

describe('the JSON Schema of each job type', () => {
  it('gives the limits of the numbers of demo', () => {
    expect(inputSchemaOf(jobs.types.demo)).toMatchObject({
      type: 'object',
      properties: {
        sleepMs: { type: 'integer', minimum: 0, maximum: 3_600_000 },
        outcome: { enum: ['succeed', 'throw', 'permanent', 'loop', 'exit', 'memory'] },
        failures: { type: 'integer', minimum: 0, maximum: 1_000 },
      },
      required: [],
      additionalProperties: false,
    });
  });

  it('gives the limits of the lists of resize-image', () => {
    expect(inputSchemaOf(jobs.types['resize-image'])).toMatchObject({
      properties: {
        image: { type: 'string', contentEncoding: 'base64', minLength: 1 },
        widths: {
          type: 'array',
          minItems: 1,
          maxItems: 8,
          items: { type: 'integer', minimum: 1, maximum: 2_000 },
        },
      },
      required: ['image', 'widths'],
      additionalProperties: false,
    });
  });

  it('asks for some text in summarise-csv', () => {
    expect(inputSchemaOf(jobs.types['summarise-csv'])).toMatchObject({
      properties: { csv: { type: 'string', minLength: 1 } },
      required: ['csv'],
      additionalProperties: false,
    });
  });

  it.each(Object.values(jobs.types))('describes each field of $name', (type) => {
    const { properties } = inputSchemaOf(type);
    const fields = Object.values(properties as Record<string, { description?: string }>);

    expect(fields.length).toBeGreaterThan(0);
    expect(fields.every(({ description }) => description !== undefined)).toBe(true);
  });
});
