import { timeKey } from '../core/time-key.ts';
import { type Item, text } from './attribute-format.ts';
import { tableKeys } from './table-keys.ts';

/** Shards of the indexes. They may only grow: a key that was written stays where it is. */
export interface Shards {
  readonly due: number;
  /** Of a tenant's jobs, and of its failed ones. */
  readonly timeline: number;
}

interface Job {
  readonly id: string;
  readonly tenant: string;
}

/** Never change after the record was made. */
export function timelineKeys(job: Job, createdAt: number, shards: Shards): Item {
  return keys('timeline', tenantPartitionOf(job, shards), timeKey(createdAt, job.id));
}

export function dueKeys(id: string, dueAt: number, shards: Shards): Item {
  return keys('attention', duePartition(shardOf(id, shards.due)), timeKey(dueAt, id));
}

/** A failed job has the partition that it has in the timeline, so that an update can copy it. */
export function failedKeys(job: Job, failedAt: number, shards: Shards): Item {
  return keys('attention', tenantPartitionOf(job, shards), timeKey(failedAt, job.id));
}

export function duePartition(shard: number): string {
  return `DUE#${shard}`;
}

export function tenantPartition(tenant: string, shard: number): string {
  return `T#${tenant}#${shard}`;
}

function tenantPartitionOf({ id, tenant }: Job, { timeline }: Shards): string {
  return tenantPartition(tenant, shardOf(id, timeline));
}

/** FNV-1a: spreads ids that begin alike, as those of one millisecond do. */
function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % shards;
}

function keys(index: 'timeline' | 'attention', partition: string, sort: string): Item {
  const names = tableKeys[index];
  return { [names.partition]: text.write(partition), [names.sort]: text.write(sort) };
}
