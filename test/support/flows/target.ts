import {
  type Capability,
  capabilitiesOf,
  type TargetName,
  targets,
} from '../targets/capabilities.ts';
import { type StorageAddress, storageAddressIn } from '../targets/storage-address.ts';

/** All that a flow knows of what it runs against. */
export interface Target {
  /** Without a slash at its end; the paths of the API follow. */
  readonly url: string;
  readonly key: string;
  readonly can: readonly Capability[];
  /** Times as long as on one machine, before a wait is given up. */
  readonly patience: number;
  /** Present if it `can` do 'opens-storage'. */
  readonly storage?: StorageAddress;
  /** Of its data, if it runs on this machine. */
  readonly folder?: string;
}

const needStorage: readonly Capability[] = ['opens-storage', 'makes-keys'];

/** The target that the environment names, if it does. */
export function givenTarget(): Target | undefined {
  const { ERRAND_TARGET_URL: url, ERRAND_KEY: key, ERRAND_TARGET: name } = process.env;
  if (url === undefined || url === '') return undefined;
  if (key === undefined || key === '') {
    throw new Error(`Set ERRAND_KEY to a key of ${url}: every flow needs one`);
  }
  const row = targets[readName(name)];
  const storage = storageAddressIn(process.env);
  const can = capabilitiesOf(row).filter((each) => !needStorage.includes(each) || storage);
  return {
    url: url.replace(/\/+$/, ''),
    key,
    can,
    patience: row.patience,
    ...(storage && { storage }),
  };
}

function readName(name: string | undefined): TargetName {
  const names = Object.keys(targets) as TargetName[];
  const found = names.find((each) => each === name);
  if (found !== undefined) return found;
  throw new Error(
    `Set ERRAND_TARGET to what runs there, one of ${names.join(', ')}: got '${name ?? ''}'`,
  );
}
