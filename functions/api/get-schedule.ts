import type { Schedule } from '../core/schedule.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { findSchedule } from './schedule-address.ts';
import { scheduleTexts } from './schedule-view.ts';

export async function getSchedule(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  return scheduleAnswer(ports, await findSchedule(event, ports), 200);
}

export async function scheduleAnswer(
  ports: ApiPorts,
  schedule: Schedule,
  status: 200 | 201,
): Promise<Answer> {
  const [body = ''] = await scheduleTexts(ports, [schedule], { whole: true });
  return { status, body };
}
