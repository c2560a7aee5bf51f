import type { Operation } from './api-event.ts';
import { scheduleTexts } from './schedule-view.ts';

/** All of the tenant, those in code too, by name and without their payloads. */
export const listSchedules: Operation = async ({ tenant }, ports) => {
  const schedules = await ports.store.listSchedules(tenant);
  const texts = await scheduleTexts(ports, schedules, { whole: false });
  return { status: 200, body: `{"schedules":[${texts.join(',')}]}` };
};
