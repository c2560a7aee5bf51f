import type { JobRecord } from '../../functions/core/job-record.ts';

/** Bytes of a record's JSON text. Each change writes all of it, and lists read it. */
const limits = { created: 4_000, settled: 8_000 };

/** Bytes of JSON text that still fit. Needs no database: worker environments have none. */
export function recordRoom(record: JobRecord, when: 'created' | 'settled'): number {
  const { payload = '', result = '', ...rest } = record;
  const text = JSON.stringify({ ...rest, payload: '', result: '' }) + payload + result;
  return limits[when] - Buffer.byteLength(text);
}
