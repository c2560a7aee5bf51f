import {
  HttpStatusCodes,
  NotFoundError,
  Router,
  UnauthorizedError,
} from '@aws-lambda-powertools/event-handler/http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { enqueue, isKey, type Wanted } from '../calls/enqueue.ts';
import { readRecord } from '../calls/read-record.ts';

const app = new Router();

app.use(async ({ reqCtx, next }) => {
  const key = reqCtx.req.headers.get('authorization') ?? undefined;
  if (!(await isKey(key))) throw new UnauthorizedError('Unknown key');
  await next();
});

app.post('/jobs', async ({ req }) => {
  const body = (await req.json()) as Wanted | Wanted[];
  const ids = await enqueue([body].flat());
  const jobs = ids.map((id) => ({ id, status: 'queued' }));
  return { statusCode: HttpStatusCodes.ACCEPTED, body: { jobs } };
});

app.get('/jobs/:id', async ({ params: { id = '' } }) => {
  const job = await readRecord(id);
  if (job === undefined) throw new NotFoundError('No such job');
  return { statusCode: HttpStatusCodes.OK, body: { ...job } };
});

/** The same calls with the router of Powertools. */
export async function handler(
  event: APIGatewayProxyEvent,
  context: Context,
): Promise<APIGatewayProxyResult> {
  return app.resolve(event, context);
}
