import { deleteSchedule as remove } from '../core/delete-schedule.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { scheduleAddress, scheduleInCode, unknownSchedule } from './schedule-address.ts';

/** 204. Its jobs go on. */
export async function deleteSchedule(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const address = scheduleAddress(event);
  const deleted = await remove(ports, address, 'api');
  switch (deleted.outcome) {
    case 'missing':
      throw unknownSchedule(address.name);
    case 'other-origin':
      throw scheduleInCode(address.name, deleted.schedule.type);
    case 'deleted':
      return { status: 204 };
  }
}
