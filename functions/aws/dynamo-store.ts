import type { Store } from '../core/store.ts';
import { findApiKey } from './dynamo-api-keys.ts';
import { extendBody, getBody, putBody } from './dynamo-bodies.ts';
import { everyJob } from './dynamo-every-job.ts';
import { duePage, tenantPage } from './dynamo-indexes.ts';
import { createRecord, getRecord, getRecords, updateRecord } from './dynamo-records.ts';
import { leaveShard, takeShard } from './dynamo-shards.ts';
import { addStats, readStats } from './dynamo-stats.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { recordKey, roomFor } from './record-codec.ts';

/** The store on one DynamoDB table. */
export function dynamoStore(table: DynamoTable): Store {
  return {
    create: (record, now) => createRecord(table, record, now),
    update: (id, change) => updateRecord(table, id, change),
    get: (id) => getRecord(table, id),
    getMany: (ids) => getRecords(table, ids),

    room: (record, when) => roomFor(record, when, table.shards),
    putBody: (id, name, text, expiresAt) => putBody(table, { id, name }, { text, expiresAt }),
    getBody: (id, name) => getBody(table, { id, name }),
    extendBody: (id, name, expiresAt) => extendBody(table, { id, name }, expiresAt),
    deleteBodies: async (id) => (await deletion()).deleteBodies(table, recordKey(id)),

    timeline: (page) => tenantPage(table, 'timeline', page),
    failed: (page) => tenantPage(table, 'attention', page),
    dueShards: table.shards.due,
    due: (shard, until, limit, after) => duePage(table, shard, { until, limit, after }),

    everyJob: (shard, createdBefore, cursor) => everyJob(table, shard, { createdBefore, cursor }),
    takeShard: (shard, lease) => takeShard(table, shard, lease),
    leaveShard: (shard, owner, note) => leaveShard(table, shard, { owner, note }),
    getSchedule: async (address) => (await schedules()).getSchedule(table, address),
    listSchedules: async (tenant) => (await schedules()).listSchedules(table, tenant),
    putSchedule: async (schedule, seen) => (await schedules()).putSchedule(table, schedule, seen),
    deleteSchedule: async (address, seen) =>
      (await schedules()).deleteSchedule(table, address, seen),
    firing: async (until, limit, after) =>
      (await schedules()).firingPage(table, { until, limit, after }),

    addStats: (tenant, minute) => addStats(table, tenant, minute),
    readStats: (tenant, from, to) => readStats(table, tenant, { from, to }),

    findKey: (sha256) => findApiKey(table, sha256),
  };
}

/** Hardly any invocation erases. What it imports is what that of schedules does: else both chunks grow. */
function deletion() {
  return import('./dynamo-delete-bodies.ts');
}

/** In a chunk of its own: most invocations have nothing to do with schedules. */
function schedules() {
  return import('./dynamo-schedules.ts');
}
