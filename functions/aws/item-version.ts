import { LaterVersion } from '../core/later-version.ts';
import { type Item, number } from './attribute-format.ts';
import { tableKeys } from './table-keys.ts';

/**
 * The format of records and schedules. A further attribute is no other version: releases leave aside what
 * they do not know, and an update leaves it as it is. The number goes up only where the release before would
 * misread an item, and not before that release reads both.
 */
export const itemVersion = { attribute: 'v', newest: 1 } as const;

/** Throws `LaterVersion` if a later release has written the item in a format that this one does not know. */
export function checkVersion(item: Item): void {
  const { attribute, newest } = itemVersion;
  const version = item[attribute];
  if (version === undefined || number.read(version) <= newest) return;
  const key = [tableKeys.partition, tableKeys.sort].map((name) => item[name]?.S).join(' ');
  throw new LaterVersion(
    `Item '${key}' has version ${version.N}, and this release reads up to ${newest}: deploy a newer release`,
  );
}
