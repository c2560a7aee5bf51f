import { describe, expect, it } from 'vitest';
import { jobs } from '../../../functions/jobs/index.ts';
import { openApiDocument } from '../../../functions/openapi/open-api-document.ts';
import { payloadSchemas } from '../../../functions/openapi/payload-schemas.ts';
import { answerCheck, type Exchange } from '../../support/open-api/answer-check.ts';

const check = answerCheck(JSON.stringify(openApiDocument(jobs, payloadSchemas(jobs))));

const job = {
  id: 'job',
  type: 'demo',
  queue: 'demo',
  status: 'queued',
  attempt: 0,
  maxAttempts: 3,
  createdAt: '2030-01-01T00:00:00.000Z',
  history: [],
  tags: [],
  payload: { any: 'thing' },
};

function exchange(
  more: Partial<Omit<Exchange, 'headers'>> & { body?: object; headers?: Record<string, string> },
): Exchange {
  const { body = job, headers = {}, ...rest } = more;
  return {
    method: 'GET',
    path: '/jobs/job',
    status: 200,
    text: JSON.stringify(body),
    headers: new Headers({ 'Content-Type': 'application/json', ETag: '"1"', ...headers }),
    ...rest,
  };
}

function problem(status: number, code: string): object {
  return { type: `urn:errand:problem:${code}`, title: 'T', status, detail: 'D', code };
}

const asProblem = { 'Content-Type': 'application/problem+json' };

describe('an answer', () => {
  it.each([
    exchange({}),
    exchange({ method: 'HEAD', text: '' }),
    exchange({ status: 304, text: '' }),
    exchange({ method: 'OPTIONS', status: 204, text: '' }),
    exchange({ status: 404, body: problem(404, 'unknown-job'), headers: asProblem }),
    exchange({ path: '/no', status: 404, body: problem(404, 'unknown-path'), headers: asProblem }),
    exchange({ method: 'PATCH', status: 405, body: problem(405, 'method-not-allowed') }),
  ])('is as the document says: $method $path $status', (answer) => {
    expect(check(answer)).toBeUndefined();
  });

  it.each([
    ['a status', exchange({ status: 201 }), 'the status 201'],
    ['a field', exchange({ body: { ...job, secret: 1 } }), 'must NOT have additional properties'],
    ['a value', exchange({ body: { ...job, status: 'asleep' } }), 'must be equal to one of'],
    ['no field', exchange({ body: { ...job, id: undefined } }), "required property 'id'"],
    [
      'a media type',
      exchange({ headers: { 'Content-Type': 'text/html' } }),
      'media type text/html',
    ],
    ['a header', exchange({ headers: { 'Retry-After': 'soon' } }), 'Retry-After'],
    ['a body', exchange({ status: 304 }), 'it has no body'],
    [
      'a code',
      exchange({ status: 404, body: problem(404, 'unknown-queue'), headers: asProblem }),
      'must be equal to one of',
    ],
    ['a path', exchange({ path: '/secret' }), 'no such path'],
    ['a method that answers', exchange({ method: 'OPTIONS' }), 'no such path or method'],
    ['a method', exchange({ method: 'PATCH' }), 'no such path or method'],
  ])('is refused with %s that the document does not have', (_, answer, fault) => {
    expect(check(answer)).toContain(fault);
  });

  it('is refused without a header that the document promises', () => {
    const { headers, ...answer } = exchange({});
    headers.delete('ETag');

    expect(check({ ...answer, headers })).toContain('the header ETag is missing');
  });
});
