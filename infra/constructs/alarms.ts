import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { alarmAdder } from './alarm.ts';
import {
  addApiAlarms,
  addFunctionAlarms,
  addSchedulerAlarms,
  addWorkerAlarms,
} from './function-alarms.ts';
import { addQueueAlarms } from './queue-alarms.ts';
import type { StackParts } from './stack-parts.ts';
import { addTableAlarms } from './table-alarms.ts';

/** Every alarm has a section of its name in docs/operate.md: a test compares the two. */
export function addAlarms(parts: StackParts, topic?: ITopic): void {
  const add = alarmAdder(topic);
  for (const queue of parts.queues) addQueueAlarms(add, queue);
  for (const worker of parts.workers) addWorkerAlarms(add, worker);
  for (const each of parts.functions) addFunctionAlarms(add, each);
  addSchedulerAlarms(add, parts.scheduler);
  addApiAlarms(add, parts.api);
  addTableAlarms(add, parts.table);
}
