import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ownPackage from '../../package.json' with { type: 'json' };
import { withServer } from '../local/start-server.ts';
import { measureInProcess } from './measure-in-process.ts';
import { measureOverHttp } from './measure-over-http.ts';
import { nothingToStop, type Participant } from './participant.ts';

const versions = ownPackage.version;
const durability = 'on the disk';

export const errandAsLibrary: Participant = {
  title: 'Errand, library',
  versions,
  durability,
  async measure(load) {
    const url = await mkdtemp(join(tmpdir(), 'errand-bench-library-'));
    const address = { url, callers: load.callers };
    return measureInProcess({ program: 'errand-library', address, load }).finally(() =>
      rm(url, { recursive: true, force: true, maxRetries: 5 }),
    );
  },
  stop: nothingToStop,
};

export const errandOverHttp: Participant = {
  title: 'Errand, HTTP',
  versions,
  durability,
  measure: (load) => withServer(({ url, key }) => measureOverHttp(url, key)(load)),
  stop: nothingToStop,
};
