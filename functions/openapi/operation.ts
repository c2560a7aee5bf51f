import type { Route, RouteName } from '../api/routes.ts';
import type { AnswerHeader } from './answer-headers.ts';
import { jobOperationDocs } from './job-operation-docs.ts';
import type { OperationDoc } from './operation-doc.ts';
import { otherOperationDocs } from './other-operation-docs.ts';
import { headerParameters, pathParameters, queryParameters } from './parameters.ts';
import { problemAnswers } from './problem-answers.ts';
import { type Schema, schemaOf } from './schema.ts';

/** A route without its words does not compile. */
const docs: Readonly<Record<RouteName, OperationDoc>> = {
  ...jobOperationDocs,
  ...otherOperationDocs,
};

/** The Operation Object of a route. */
export function operationOf(route: Route): Schema {
  const { tag, summary, description, ...doc } = docs[route.name];
  const parameters = parametersOf(route, doc.headers ?? []);
  return {
    operationId: route.name,
    tags: [tag],
    summary,
    description: [description, scopeText(route)].filter((line) => line !== undefined).join('\n\n'),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(route, doc.body),
    responses: { ...goodAnswers(doc.answers), ...problemAnswers(route, doc.problems ?? []) },
    ...(route.scope === undefined && { security: [] }),
  };
}

function scopeText({ scope }: Route): string {
  if (scope === undefined) return 'It needs no key.';
  return scope === 'any'
    ? 'It needs a key, whatever its scopes.'
    : `It needs a key with the scope \`${scope}\`.`;
}

function parametersOf(
  { path, query }: Route,
  headers: readonly (keyof typeof headerParameters)[],
): readonly Schema[] {
  const [, folder] = path.split('/');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => `${folder}.${name}`);
  return [
    ...names.map((name) => known(pathParameters, name)),
    ...query.map((name) => known(queryParameters, name)),
    ...headers.map((name) => headerParameters[name]),
  ];
}

function known(parameters: Readonly<Record<string, Schema>>, name: string): Schema {
  const parameter = parameters[name];
  if (parameter !== undefined) return parameter;
  throw new Error(`parameters.ts says nothing about '${name}': add what it may be`);
}

function bodyOf({ body }: Route, schema: Schema | undefined): Schema {
  if (body === undefined) return {};
  const content = { 'application/json': { schema: schema ?? schemaOf('Empty') } };
  return { requestBody: { ...(body === 'required' && { required: true }), content } };
}

function goodAnswers(answers: OperationDoc['answers']): Schema {
  const entries = Object.entries(answers).map(
    ([status, { description, schema, mediaTypes = ['application/json'], headers = [] }]) => [
      status,
      {
        description,
        headers: headersOf(['X-Request-Id', ...headers]),
        ...(schema !== undefined && {
          content: Object.fromEntries(mediaTypes.map((type) => [type, { schema }])),
        }),
      },
    ],
  );
  return Object.fromEntries(entries);
}

function headersOf(names: readonly AnswerHeader[]): Schema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
