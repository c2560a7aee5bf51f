import type { ServerPlace } from '../connection/find-server.ts';
import { openClient, type Session } from '../connection/open-client.ts';
import { agoText } from '../output/time-text.ts';
import { visible } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Completion, KnownValues } from './completions.ts';

/** Somebody has pressed a key and looks at the line. */
const longestWait = 2_000;

const mostJobs = 20;

/** Asks the server that the words name. Whatever goes wrong: then there is nothing to offer. */
export function knownValues(words: readonly string[], surroundings: Surroundings): KnownValues {
  return async (name) => {
    const find = Object.hasOwn(finders, name) ? finders[name] : undefined;
    if (find === undefined) return [];
    try {
      const session = await openClient(placeIn(words), surroundings);
      const found = await find({ ...session, call: { signal: AbortSignal.timeout(longestWait) } });
      return found.map(({ value, description }) => ({ value, description: visible(description) }));
    } catch {
      return [];
    }
  };
}

/** By the name of the argument or of the option's value. */
const finders: Readonly<Record<string, (session: Session) => Promise<readonly Completion[]>>> = {
  type: async ({ client, call }) =>
    (await client.types(call)).map(({ name, queue }) => ({ value: name, description: queue })),
  queue: async ({ client, call }) =>
    (await client.queues(call)).map(({ name, waiting }) => ({
      value: name,
      description: `${waiting} waiting`,
    })),
  schedule: async ({ client, call }) =>
    (await client.schedules.list(call)).map(({ name, type }) => ({
      value: name,
      description: type,
    })),
  id: recentJobs,
  ids: recentJobs,
};

async function recentJobs({ client, call, surroundings }: Session): Promise<readonly Completion[]> {
  const jobs: Completion[] = [];
  for await (const { id, type, status, createdAt } of client.list({}, call)) {
    const ago = agoText(createdAt, surroundings.now());
    jobs.push({ value: id, description: `${type} ${status}, ${ago}` });
    if (jobs.length === mostJobs) break;
  }
  return jobs;
}

function placeIn(words: readonly string[]): ServerPlace {
  const options = ['url', 'key', 'data', 'stack'] as const;
  const given = options.flatMap((name) => {
    const place = words.indexOf(`--${name}`);
    const value = place === -1 ? undefined : words[place + 1];
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}
