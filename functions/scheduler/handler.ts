import { jobs } from '#jobs';
import { awsPorts } from '../aws/aws-ports.ts';
import { readableStacks } from '../aws/readable-stacks.ts';
import { lazyCalendar } from '../calendar/lazy-calendar.ts';
import { createScheduler } from './scheduler.ts';

readableStacks();
export const handler = createScheduler({
  ...awsPorts(process.env),
  jobs,
  calendar: lazyCalendar(),
});
