import { putSchedule as put } from '../core/put-schedule.ts';
import { isScheduleName, mostSchedules, scheduleNameForm } from '../core/schedule.ts';
import { checkBodyType } from './allowed-types.ts';
import type { Answer } from './answer.ts';
import type { ApiEvent } from './api-event.ts';
import type { ApiPorts } from './api-ports.ts';
import { scheduleAnswer } from './get-schedule.ts';
import { invalidRequest, Problem } from './problem.ts';
import { readSchedule } from './read-schedule.ts';
import { scheduleInCode } from './schedule-address.ts';
import { shown } from './shown.ts';

/** 201, or 200 if there was one of this name. The same once more changes nothing. */
export async function putSchedule(event: ApiEvent, ports: ApiPorts): Promise<Answer> {
  const { tenant } = event;
  checkBodyType(event, event.json);
  const name = nameIn(event);
  const { value: terms, faults } = await readSchedule(event.json, ports);
  if (terms === undefined) throw invalidRequest(faults);

  const written = await put(ports, { tenant, name, origin: 'api', terms });

  switch (written.outcome) {
    case 'too-many': {
      const detail = `There are ${mostSchedules} schedules already, which is the limit: delete one first`;
      throw new Problem('too-many-schedules', detail);
    }
    case 'other-origin':
      throw scheduleInCode(name, written.schedule.type);
    case 'other-type': {
      const detail = `Schedule '${name}' is for job type '${written.schedule.type}', got ${shown(terms.type)}: delete it first, or use another name`;
      throw invalidRequest([{ pointer: '#/type', detail }]);
    }
    case 'created':
    case 'changed':
    case 'unchanged':
      return scheduleAnswer(ports, written.schedule, written.outcome === 'created' ? 201 : 200);
  }
}

function nameIn({ parameters: { name = '' } }: ApiEvent): string {
  if (isScheduleName(name)) return name;
  const detail = `Expected the name in the path to be ${scheduleNameForm}, got ${shown(name)}`;
  throw invalidRequest([{ parameter: 'name', detail }]);
}
