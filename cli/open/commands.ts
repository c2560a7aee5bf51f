import type { Command } from '@commander-js/extra-typings';
import { serverUrl } from '../connection/find-server.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { openInBrowser } from './open-in-browser.ts';

/** `errand open`. */
export function addOpen(errand: Command, surroundings: Surroundings): void {
  const command = errand
    .command('open')
    .description('opens the dashboard in the browser, or prints its address if there is none')
    .option('--print', 'only prints the address');
  withServer(command)
    .addHelpText('after', examples('errand open', 'errand open --stack Errand --print'))
    .action(async ({ print, json, ...place }) => {
      const { out, err, environment } = surroundings;
      const address = `${await serverUrl(place, surroundings)}/dashboard`;
      if (json) return out(jsonText({ url: address }));
      if (print || !(await openInBrowser(address, environment))) return out(`${address}\n`);
      err(`Opened ${address}\n`);
    });
}
