import { setTimeout } from 'node:timers/promises';
import type { Command } from '@commander-js/extra-typings';
import {
  findServer,
  isThisMachine,
  type ServerPlace,
  serverUrl,
} from '../connection/find-server.ts';
import { withServer } from '../connection/server-options.ts';
import { examples } from '../output/examples.ts';
import { jsonText } from '../output/json-text.ts';
import type { Surroundings } from '../surroundings.ts';
import { oneTimeAddress } from './one-time-address.ts';
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
      const url = await serverUrl(place, surroundings);
      const address = `${url}/dashboard`;
      if (json) return out(jsonText({ url: address }));
      if (print) return out(`${address}\n`);
      const isOpen = isThisMachine(url)
        ? await openSignedIn(address, place, surroundings)
        : await openInBrowser(address, environment);
      if (isOpen) err(`Opened ${address}\n`);
      else out(`${address}\n`);
    });
}

/** A browser comes within moments, or never. */
const longestWait = 15_000;

/** With the key, which the dashboard takes out of the address. */
async function openSignedIn(
  address: string,
  place: ServerPlace,
  surroundings: Surroundings,
): Promise<boolean> {
  const { key } = await findServer(place, surroundings);
  await using once = await oneTimeAddress(`${address}#key=${encodeURIComponent(key)}`);
  if (!(await openInBrowser(once.address, surroundings.environment))) return false;
  const end = new AbortController();
  const came = once.used.then(() => true);
  const late = setTimeout(longestWait, false, { signal: end.signal }).catch(() => false);
  const isThere = await Promise.race([came, late]);
  end.abort();
  return isThere;
}
