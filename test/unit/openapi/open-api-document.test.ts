import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { problems } from '../../../functions/api/problem.ts';
import { routes } from '../../../functions/api/routes.ts';
import { defineJob, type JobType } from '../../../functions/core/define-job.ts';
import { registerJobs } from '../../../functions/core/job-registry.ts';
import { defineQueues } from '../../../functions/core/queue-settings.ts';
import { jobs } from '../../../functions/jobs/index.ts';
import { openApiDocument } from '../../../functions/openapi/open-api-document.ts';
import { payloadSchemas } from '../../../functions/openapi/payload-schemas.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, object>>;
  readonly security?: readonly object[];
}

interface Node {
  readonly value: string;
  readonly next?: Node | undefined;
}

const node: v.GenericSchema<Node> = v.object({
  value: v.string(),
  next: v.optional(v.lazy(() => node)),
});

const walk = jobNamed('walk', node);
const other = jobNamed('a', v.unknown());

function jobNamed(name: string, input: v.GenericSchema): JobType {
  return defineJob({ name, input, run: async () => undefined });
}

function documentOf(...types: readonly JobType[]): Document {
  return written(registerJobs(defineQueues({ default: {} }), types));
}

/** As it is served. */
function written(registry: typeof jobs | ReturnType<typeof registerJobs>): Document {
  const text = JSON.stringify(openApiDocument(registry, payloadSchemas(registry)));
  return JSON.parse(text) as Document;
}

function validatorOf(document: Document, schema: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'document');
  return ajv.compile({ $ref: `document#/components/schemas/${schema}` });
}

describe('the OpenAPI document', () => {
  it.each([
    ['the example job types', written(jobs)],
    ['one that refers to itself', documentOf(walk, other)],
    ['no job types', documentOf()],
  ])('is valid OpenAPI 3.1 for %s', async (_, document) => {
    const validator = new Validator();

    const { valid, errors } = await validator.validate({ ...structuredClone(document) });

    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has schemas of which every keyword is known and every example fits', () => {
    const document = written(jobs);
    const { schemas } = document.components;
    const ajv = new Ajv2020({
      strict: true,
      // These two take types and required fields together that other schemas spread over several places.
      strictTypes: false,
      strictRequired: false,
      keywords: ['discriminator', 'components'],
    });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'document', components: { schemas } }, 'document', false, false);

    for (const [name, schema] of Object.entries(schemas)) {
      const validate = ajv.compile({ $ref: `document#/components/schemas/${name}` });
      const { examples = [] } = schema as { readonly examples?: readonly unknown[] };
      for (const example of examples) expect(validate(example), `${name}: ${example}`).toBe(true);
    }
  });

  it('has every route, under its name, and nothing else', () => {
    const { paths } = written(jobs);

    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, { operationId }]) => `${operationId}: ${method.toUpperCase()} ${path}`,
      ),
    );
    const known = routes.map(({ name, method, path }) => `${name}: ${method} ${path}`);
    expect(documented.toSorted()).toEqual(known.toSorted());
  });

  it.each(routes.map((route) => [route.name, route] as const))(
    'has the parameters, the key and the problems of %s',
    (_, route) => {
      const operation = written(jobs).paths[route.path]?.[route.method.toLowerCase()];

      const parameters = operation?.parameters ?? [];
      const named = (place: string) =>
        parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(named('path')).toEqual(inPath);
      expect(named('query')).toEqual(route.query);
      expect(operation?.security).toEqual('scope' in route ? undefined : []);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining(['scope' in route ? '401' : '400', '422', '429', '500', '503']),
      );
    },
  );

  it('names every problem of the API but those of paths and methods that are not there', () => {
    const text = JSON.stringify(written(jobs).paths);

    const missing = Object.keys(problems).filter((code) => !text.includes(`"${code}"`));

    expect(missing).toEqual(['method-not-allowed']);
  });

  it.each([
    [true, { type: 'walk', payload: { value: '1', next: { value: '2' } } }],
    [false, { type: 'walk', payload: { value: '1', next: { value: 2 } } }],
    [true, { type: 'a', payload: null, delay: '10s', tags: ['x'] }],
    [false, { type: 'a', payload: null, delay: '10s', runAt: '2030-01-01T00:00:00Z' }],
    [false, { type: 'a' }],
    [false, { type: 'b', payload: null }],
    [false, { type: 'a', payload: null, priority: 1 }],
  ])('takes for a new job: %s, %j', (isOne, body) => {
    const validate = validatorOf(documentOf(walk, other), 'NewJob');

    expect(validate(body)).toBe(isOne);
  });

  it.each([
    [true, { cron: '* * * * *' }],
    [true, { every: '15m', overlap: 'allow' }],
    [false, {}],
    [false, { cron: '* * * * *', every: '15m' }],
    [false, { every: '15m', timeZone: 'UTC' }],
  ])('takes for the times of a schedule: %s, %j', (isOne, times) => {
    const validate = validatorOf(documentOf(other), 'NewSchedule');

    expect(validate({ type: 'a', payload: 1, ...times })).toBe(isOne);
  });

  it('has no new job where there is no job type', () => {
    const validate = validatorOf(documentOf(), 'NewJob');

    expect(validate({ type: 'a', payload: null })).toBe(false);
  });
});
