import type { Operation } from './api-event.ts';
import { deleteSchedule } from './delete-schedule.ts';
import { getSchedule } from './get-schedule.ts';
import { listSchedules } from './list-schedules.ts';
import { putSchedule } from './put-schedule.ts';
import { runSchedule } from './run-schedule.ts';

export const scheduleOperations = {
  listSchedules,
  getSchedule,
  putSchedule,
  deleteSchedule,
  runSchedule,
} as const satisfies Readonly<Record<string, Operation>>;
