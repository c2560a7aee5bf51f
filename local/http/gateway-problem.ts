import type { APIGatewayProxyResult } from 'aws-lambda';
import { securityHeaders } from '../../functions/api/security-headers.ts';

/** Answers of the gateway itself, for what never reaches the function or never comes back from it. */
const problems = {
  404: ['unknown-path', 'No such path'],
  413: ['body-too-large', 'The body is too large'],
  502: ['internal', 'Something went wrong on the server'],
} as const;

export function gatewayProblem(
  status: keyof typeof problems,
  detail: string,
): APIGatewayProxyResult {
  const [code, title] = problems[status];
  return {
    statusCode: status,
    headers: { ...securityHeaders, 'Content-Type': 'application/problem+json' },
    body: JSON.stringify({ type: `urn:errand:problem:${code}`, title, status, detail, code }),
  };
}
