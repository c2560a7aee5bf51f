import { jobs } from '#jobs';
import { awsLogs } from '../aws/aws-logs.ts';
import { awsPauses } from '../aws/aws-pauses.ts';
import { awsPorts } from '../aws/aws-ports.ts';
import { readableStacks } from '../aws/readable-stacks.ts';
import { requestTrace } from '../aws/tracing.ts';
import { lazyCalendar } from '../calendar/lazy-calendar.ts';
import { second } from '../core/duration.ts';
import { readOrigins } from '../core/web-origins.ts';
import { createApi } from './api.ts';
import { bundledDescription } from './bundled-description.ts';
import { iamAccess } from './iam-access.ts';
import { readRateLimit } from './read-rate-limit.ts';
import { lazyTokens } from './tokens/lazy-tokens.ts';

readableStacks();
const { longestWaitMs, ...ports } = awsPorts(process.env);

export const handler = createApi({
  ...ports,
  ...requestTrace(process.env),
  jobs,
  description: bundledDescription(),
  pauses: awsPauses(process.env),
  logs: awsLogs(process.env),
  calendar: lazyCalendar(),
  origins: readOrigins(process.env.ALLOWED_ORIGINS ?? ''),
  rateLimit: readRateLimit(process.env.KEY_LIMIT ?? '200/400'),
  access: {
    ...lazyTokens(process.env.TOKEN_ISSUER, ports.clock),
    ...iamAccess(process.env.IAM_ACCESS),
  },
  longestWait: longestWaitMs,
  // Whoever enqueues shares this function with all others, and a waiting caller occupies it.
  longestPostWait: Math.min(longestWaitMs, 5 * second),
});
