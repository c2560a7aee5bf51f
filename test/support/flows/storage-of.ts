import { openStorage, type Storage } from '../targets/open-storage.ts';
import type { Target } from './target.ts';

/** Of a target that can do 'opens-storage'. */
export function storageOf({ storage }: Target): Storage {
  if (storage === undefined) throw new Error("This target does not have 'opens-storage'");
  return openStorage(storage);
}
