import type { Command } from '@commander-js/extra-typings';
import { openClient } from '../connection/open-client.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { queueTable } from './queue-table.ts';

/** `errand queues list`, `pause` and `resume`. */
export function addQueues(errand: Command, surroundings: Surroundings): void {
  const { out, err } = surroundings;
  const queues = errand.command('queues').description('shows the queues, pauses and resumes them');

  withServer(queues.command('list').description('lists the queues, and how much waits in each'))
    .addHelpText('after', examples('errand queues', 'errand queues list --json'))
    .action(async ({ json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const all = await client.queues(call);
      out(json ? jsonText({ queues: all }) : queueTable(all, surroundings));
    });

  const pause = queues
    .command('pause')
    .description('lets no further job of a queue start, for all tenants; what runs goes on')
    .argument('<queue>', 'its name');
  withServer(pause)
    .addHelpText('after', examples('errand queues pause demo'))
    .action(async (name, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const queue = await client.pauseQueue(name, call);
      if (json) return out(jsonText(queue));
      err(`Queue ${name} is paused: its jobs wait until errand queues resume ${name}\n`);
    });

  const resume = queues
    .command('resume')
    .description('lets the jobs of a paused queue start')
    .argument('<queue>', 'its name');
  withServer(resume)
    .addHelpText('after', examples('errand queues resume demo'))
    .action(async (name, { json, ...place }) => {
      const { client, call } = await openClient(place, surroundings);
      const queue = await client.resumeQueue(name, call);
      if (json) return out(jsonText(queue));
      err(`Queue ${name} is resumed\n`);
    });
}
