import { type Route, routes } from '../api/routes.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import { answerHeaders } from './answer-headers.ts';
import { jobSchemas } from './job-schemas.ts';
import { operationOf } from './operation.ts';
import { overviewSchemas } from './overview-schemas.ts';
import type { PayloadSchemas } from './payload-schemas.ts';
import { problemSchemas } from './problem-schemas.ts';
import { requestSchemas } from './request-schemas.ts';
import type { Schema } from './schema.ts';

/** The API for these job types, as OpenAPI 3.1. */
export function openApiDocument(jobs: JobRegistry, payloads: PayloadSchemas): Schema {
  return {
    openapi: '3.1.1',
    // Whoever serves it writes the caller's own address here.
    servers: [{ url: '/v1' }],
    info: {
      title: 'Errand',
      version: 'v1',
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    security: [{ key: [] }],
    tags: [
      { name: 'jobs', description: 'Enqueue, watch, cancel and retry.' },
      { name: 'schedules', description: 'Jobs at local times, or every so often.' },
      { name: 'queues', description: 'What waits, and whether it may start.' },
      { name: 'overview', description: 'What there is, and how it goes.' },
    ],
    paths: pathsOf(routes),
    components: {
      schemas: {
        ...jobSchemas,
        ...overviewSchemas,
        ...problemSchemas,
        ...requestSchemas(jobs, payloads),
      },
      headers: answerHeaders,
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of the API. It has a tenant, whose jobs alone it sees, and scopes.',
        },
      },
    },
  };
}

const description = `Background jobs: a request hands over work and gets an answer at once, the work runs durably in
the background, is retried, and can be watched, waited for and cancelled.

A body has 2 MiB at most, a payload or a result 350,000 bytes of JSON text. HEAD answers as GET does, without a
body. A method that a path does not have is a 405. Every refusal is a problem of RFC 9457. An answer may get more
fields, and a problem another code: a client ignores what it does not know.`;

function pathsOf(rows: readonly Route[]): Schema {
  const paths = [...Map.groupBy(rows, ({ path }) => path)].map(([path, some]) => [
    path,
    Object.fromEntries(some.map((route) => [route.method.toLowerCase(), operationOf(route)])),
  ]);
  return Object.fromEntries(paths);
}
