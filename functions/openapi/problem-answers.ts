import type { ProblemCode } from '../api/problem.ts';
import type { Route } from '../api/routes.ts';
import type { AnswerHeader } from './answer-headers.ts';
import { type AnyProblemCode, allProblemCodes, statusOf } from './problem-schemas.ts';
import { type Schema, schemaOf } from './schema.ts';

/** The Responses of a route that are problems, one for each status. */
export function problemAnswers(route: Route, own: readonly ProblemCode[]): Schema {
  const codes = [...new Set([...codesOf(route), ...own])];
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [status, answerOf(status, some)]),
  );
}

/** Those that follow from the row. Of these statuses every code counts, whoever has added it. */
function codesOf({ scope, body, path }: Route): readonly AnyProblemCode[] {
  const statuses = [400, 403, 429, 500, 503];
  if (scope !== undefined) statuses.push(401);
  if (body !== undefined) statuses.push(415);
  return [
    ...allProblemCodes.filter((code) => statuses.includes(statusOf(code))),
    ...(body === undefined ? [] : ['body-too-large' as const]),
    // What stands for the parameter may be no part of a path.
    ...(path.includes('{') ? ['unknown-path' as const] : []),
    'invalid-request',
  ];
}

function answerOf(status: number, codes: readonly AnyProblemCode[]): Schema {
  const names: readonly AnswerHeader[] = headersBy[status] ?? [];
  const schema = {
    ...schemaOf('Problem'),
    properties: { status: { const: status }, code: { enum: codes } },
  };
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: { 'application/problem+json': { schema } },
    ...(names.length > 0 && {
      headers: Object.fromEntries(
        names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
      ),
    }),
  };
}

const headersBy: Readonly<Record<number, readonly AnswerHeader[]>> = {
  401: ['WWW-Authenticate'],
  409: ['Retry-After'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};
