import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { enqueue, isKey } from '../calls/enqueue.ts';
import { readRecord } from '../calls/read-record.ts';

/** The least that makes the calls of the API: two routes, told apart by hand. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  if (!(await isKey(event.headers.Authorization))) return answer(401, { title: 'Unknown key' });
  const [, first, id, ...rest] = event.path.split('/');
  if (first !== 'jobs' || rest.length > 0) return answer(404, { title: 'Not found' });
  if (event.httpMethod === 'POST' && id === undefined) {
    const ids = await enqueue([JSON.parse(event.body ?? '')].flat());
    return answer(202, { jobs: ids.map((each) => ({ id: each, status: 'queued' })) });
  }
  if (event.httpMethod === 'GET' && id !== undefined) {
    const job = await readRecord(id);
    return job === undefined ? answer(404, { title: 'No such job' }) : answer(200, job);
  }
  return answer(405, { title: 'Method not allowed' });
}

function answer(statusCode: number, body: object): APIGatewayProxyResult {
  return {
    statusCode,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
}
