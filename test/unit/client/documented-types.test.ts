import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { routes } from '../../../functions/api/routes.ts';
import { jobs } from '../../../functions/jobs/index.ts';
import { openApiDocument } from '../../../functions/openapi/open-api-document.ts';
import { payloadSchemas } from '../../../functions/openapi/payload-schemas.ts';
import type { Schema } from '../../../functions/openapi/schema.ts';
import { partAt, shapeOfSchema } from '../../support/client/shape-of-schema.ts';
import { shapesOfTypes } from '../../support/client/shapes-of-types.ts';

const file = fileURLToPath(new URL('../../support/client/documented-types.ts', import.meta.url));
const { DocumentedTypes: types, DocumentedAnswers: answers } = shapesOfTypes(file, [
  'DocumentedTypes',
  'DocumentedAnswers',
]);
const document = openApiDocument(jobs, payloadSchemas(jobs));

// Every answer of the flows is held against the document, so a type that is as the document says is as the API is.
describe('what the client answers is, field by field, what the document says', () => {
  it.each(Object.entries(types))('of %s', (name, shape) => {
    const schema = partAt(`#/components/schemas/${name}`, document);

    expect(shape).toEqual(shapeOfSchema(schema, document));
  });
});

describe('what a method resolves to is what the document says', () => {
  it.each(Object.entries(answers))('of %s', (call, shape) => {
    for (const schema of answersTo(call)) expect(shape).toEqual(shapeOfSchema(schema, document));
  });
});

/** Calls that the client makes whose answers are parts of several, or nothing; and those that are not for it. */
const others = [
  'POST /jobs',
  'GET /jobs',
  'DELETE /jobs/{id}',
  'DELETE /schedules/{name}',
  'GET /openapi.json',
  'GET /dashboard',
  'GET /dashboard/{file}',
];

it('has a method for every call of the API', () => {
  const calls = routes.map(({ method, path }) => `${method} ${path}`);

  expect([...Object.keys(answers), ...others].sort()).toEqual(calls.sort());
});

/** Of each status but those of problems. */
function answersTo(call: string): readonly Schema[] {
  const [method = '', path = ''] = call.split(' ');
  const place = `#/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/responses`;
  const found = Object.entries(partAt(place, document)).flatMap(([status, answer]) => {
    const { content } = answer as { content?: Record<string, { schema: Schema }> };
    const schema = content?.['application/json']?.schema;
    return status.startsWith('2') && schema !== undefined ? [schema] : [];
  });
  if (found.length === 0) throw new Error(`The document has no answer to ${call}`);
  return found;
}
