import { text, textList } from '../../functions/aws/attribute-format.ts';
import { apiKeyAddress, keyAttributes } from '../../functions/aws/dynamo-api-keys.ts';
import { encodeRecord, roomFor } from '../../functions/aws/record-codec.ts';
import { hashOfKey, wholeAccess } from '../../functions/core/api-key.ts';
import { second } from '../../functions/core/duration.ts';
import { fingerprint, timeOrderedId } from '../../functions/core/job-id.ts';
import { encodeMessage, type Message } from '../../functions/core/message.ts';
import { recordOf } from '../../functions/core/new-record.ts';
import type { StoredItem } from '../stand-in/apply-update.ts';

export const key = 'errand_bench';

/** Of `key`, which may do everything. */
export const keyItem: StoredItem = {
  ...apiKeyAddress(hashOfKey(key)),
  [keyAttributes.tenant]: text.write(wholeAccess.tenant),
  [keyAttributes.scopes]: textList.write(wholeAccess.scopes),
};

export interface DemoJob {
  readonly id: string;
  /** Its message. */
  readonly body: string;
  /** Its record, as it is before the first attempt. */
  readonly item: StoredItem;
}

const shards = { due: 4, timeline: 4 };

/** Jobs that the API has just taken. */
export function demoJobs(payloads: readonly object[]): readonly DemoJob[] {
  const now = Date.now() - second;
  return payloads.map((payload) => {
    const id = timeOrderedId(now, Math.random);
    const message: Message = {
      id,
      tenant: 'default',
      type: 'demo',
      ticket: 0,
      hash: fingerprint('demo', payload),
      createdAt: now,
      maxAttempts: 3,
      requestId: 'bench',
      depth: 0,
      tags: [],
      payload: JSON.stringify(payload),
    };
    const room = (record: Parameters<typeof roomFor>[0]) => roomFor(record, 'created', shards);
    return {
      id,
      body: encodeMessage(message),
      item: encodeRecord(recordOf(message, 'demo', { room }), shards),
    };
  });
}
