import { expect } from 'vitest';
import type { Answer } from './client.ts';

interface ExpectedProblem {
  readonly status: number;
  readonly code: string;
  /** Parts of `detail`, or of one of `errors` if `where` is given: above all the value that was wrong. */
  readonly says: readonly string[];
  /** A pointer, which begins with `#`, or the name of a parameter. */
  readonly where?: string;
}

interface ProblemView {
  readonly detail: string;
  readonly errors?: readonly Fault[];
}

interface Fault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

/** The answer is a whole problem of RFC 9457, this one, and says what was wrong. */
export function expectProblem(answer: Answer, expected: ExpectedProblem): void {
  const { status, code, says, where } = expected;
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    type: expect.stringMatching(/^\w+:/),
    title: expect.stringMatching(/^[A-Z].{5,}/),
    detail: expect.stringMatching(/.{15,}/s),
    status,
    code,
  });
  expect(answer.status).toBe(status);
  const problem = answer.body as ProblemView;
  const fault = where === undefined ? problem : faultAt(problem, where);
  for (const part of says) expect(fault.detail).toContain(part);
}

function faultAt({ errors = [] }: ProblemView, where: string): Fault {
  const places = errors.map(({ pointer, parameter }) => pointer ?? parameter);
  expect(places).toContain(where);
  const fault = errors[places.indexOf(where)];
  if (fault === undefined) throw new Error(`Nothing is said about ${where}`);
  return fault;
}
