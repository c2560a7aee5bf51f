import { measureInProcess } from './measure-in-process.ts';
import type { Participant } from './participant.ts';

/** Of any API of Errand's. */
export function measureOverHttp(url: string, key: string): Participant['measure'] {
  return (load) =>
    measureInProcess({
      program: 'errand-http',
      address: { url, key, callers: load.callers },
      load,
    });
}
