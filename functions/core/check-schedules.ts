import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { JobType } from './define-job.ts';
import type { FixedSchedule } from './fixed-schedule.ts';
import { isScheduleName, longestSchedulePayload, scheduleNameForm } from './schedule.ts';

type Owner = Pick<JobType, 'name' | 'schedules'>;

/** Throws for a schedule beside a job type that could only fail later. Its times are checked with a calendar. */
export function checkSchedules(type: Owner, input: StandardSchemaV1): void {
  const names = new Set(type.schedules.map(({ name }) => name));
  if (names.size < type.schedules.length) {
    throw new Error(
      `Job type '${type.name}' has several schedules: give each a name of its own, such as cron('0 9 * * *', { name: 'mornings' })`,
    );
  }
  for (const schedule of type.schedules) {
    checkName(type, schedule);
    checkPayload(type, schedule, input);
  }
}

function checkName({ name: type }: Owner, { name }: FixedSchedule): void {
  const whole = name === undefined ? type : `${type}.${name}`;
  if (isScheduleName(whole)) return;
  throw new RangeError(
    `Expected the name of a schedule to be ${scheduleNameForm}, got '${whole}' for job type '${type}': shorten the type's name or the schedule's`,
  );
}

function checkPayload(
  { name: type }: Owner,
  { payload = {} }: FixedSchedule,
  input: StandardSchemaV1,
) {
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes > longestSchedulePayload) {
    throw new RangeError(
      `The payload of a schedule of job type '${type}' is ${bytes} bytes of JSON, at most ${longestSchedulePayload} are accepted: store what is large elsewhere and send where it is`,
    );
  }
  const result = input['~standard'].validate(payload);
  // A schema that takes its time is asked when the job runs.
  if (result instanceof Promise || result.issues === undefined) return;
  const faults = result.issues.map(({ message }) => message).join('; ');
  throw new TypeError(
    `The payload of a schedule of job type '${type}' does not fit its input (${faults}): change the payload in cron(…, { payload }) or every(…, { payload })`,
  );
}
