import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { started } from '../jobs/started.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import { present } from '../present.ts';
import type { Surroundings } from '../surroundings.ts';
import { addPutSchedule } from './put-schedule.ts';
import { scheduleSheet, scheduleTable } from './schedule-table.ts';

/** `errand schedules …`. */
export function addSchedules(errand: Command, surroundings: Surroundings): void {
  const schedules = errand
    .command('schedules')
    .description('shows what starts jobs again and again, makes and changes it');
  addListSchedules(schedules, surroundings);
  addShowSchedule(schedules, surroundings);
  addPutSchedule(schedules, surroundings);
  addDeleteSchedule(schedules, surroundings);
  addRunSchedule(schedules, surroundings);
}

function addListSchedules(schedules: Command, surroundings: Surroundings): void {
  const { out, err } = surroundings;
  withServer(schedules.command('list').description('lists all schedules, those in code too'))
    .addHelpText('after', examples('errand schedules', 'errand schedules list --json'))
    .action(async ({ json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const all = await client.schedules.list(call);
      if (json) return out(jsonText({ schedules: all }));
      if (all.length === 0) err('There are no schedules: errand schedules put makes one\n');
      else out(scheduleTable(all, surroundings));
    });
}

function addShowSchedule(schedules: Command, surroundings: Surroundings): void {
  const command = schedules
    .command('show')
    .description('shows a schedule with its payload and its next times')
    .argument('<schedule>', 'its name');
  withServer(command)
    .addHelpText('after', examples('errand schedules show mornings'))
    .action(async (name, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const schedule = await client.schedules.get(name, call);
      surroundings.out(json ? jsonText(schedule) : scheduleSheet(schedule, surroundings));
    });
}

function addDeleteSchedule(schedules: Command, surroundings: Surroundings): void {
  const command = schedules
    .command('delete')
    .description('deletes a schedule; its jobs go on')
    .argument('<schedule>', 'its name');
  withServer(command)
    .addHelpText('after', examples('errand schedules delete mornings'))
    .action(async (name, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      await client.schedules.delete(name, call);
      if (json) surroundings.out(jsonText({ name, deleted: true }));
      else surroundings.err(`Schedule ${name} is deleted\n`);
    });
}

function addRunSchedule(schedules: Command, surroundings: Surroundings): void {
  const command = schedules
    .command('run')
    .description('starts a job of a schedule now, also while it is paused')
    .argument('<schedule>', 'its name')
    .option('--idempotency-key <key>', 'asking twice with one key makes one job')
    .option('--wait', 'waits for the end of the job, and prints its result');
  withServer(command)
    .addHelpText(
      'after',
      examples('errand schedules run mornings', 'errand schedules run mornings --wait'),
    )
    .action(async (name, { idempotencyKey, wait = false, json = false, ...place }) => {
      const session = await openClient(place, surroundings);
      const { client, call } = session;
      const terms = { ...call, ...present({ idempotencyKey }) };
      await started(await client.schedules.run(name, terms), session, { wait, json });
    });
}
