import { type ProblemCode, problems } from '../api/problem.ts';
import { listOf, objectOf, type Schema, schemaOf, text } from './schema.ts';

/** Those that the gateway of AWS answers by itself, before the API sees the request. */
export const gatewayProblems = {
  'bad-request': 400,
  forbidden: 403,
  'too-many-requests': 429,
} as const;

export type AnyProblemCode = ProblemCode | keyof typeof gatewayProblems;

export function statusOf(code: AnyProblemCode): number {
  return isGatewayCode(code) ? gatewayProblems[code] : problems[code][0];
}

function isGatewayCode(code: AnyProblemCode): code is keyof typeof gatewayProblems {
  return Object.hasOwn(gatewayProblems, code);
}

export const allProblemCodes: readonly AnyProblemCode[] = [
  ...(Object.keys(problems) as ProblemCode[]),
  ...(Object.keys(gatewayProblems) as (keyof typeof gatewayProblems)[]),
];

export const problemSchemas: Readonly<Record<string, Schema>> = {
  Problem: objectOf(
    {
      type: { ...text, format: 'uri', examples: ['urn:errand:problem:invalid-request'] },
      title: text,
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { ...text, description: 'What was wrong, with the value, and what to do.' },
      code: { ...text, description: 'For programs. It never changes; there may be more of them.' },
      'errors?': listOf(schemaOf('Fault'), { maxItems: 100 }),
    },
    { description: 'RFC 9457.' },
  ),
  Fault: objectOf(
    {
      'pointer?': {
        ...text,
        pattern: '^#',
        description: 'JSON pointer into the whole body.',
        examples: ['#/payload/userId', '#/3/tags/0'],
      },
      'parameter?': { ...text, description: 'The name of a query field or of a header.' },
      detail: text,
    },
    { oneOf: [{ required: ['pointer'] }, { required: ['parameter'] }] },
  ),
};
