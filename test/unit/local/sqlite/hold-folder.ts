/** A process that opens the folder named by its argument, writes, says so, and stays until it is killed. */
import { openDatabase } from '../../../../local/sqlite/open-database.ts';
import { SqliteStore } from '../../../../local/sqlite/sqlite-store.ts';
import { newRecord, now } from '../../../contract/store/new-record.ts';

const store = new SqliteStore(openDatabase(process.argv[2] ?? ''));
const record = newRecord();
await store.create(record, now);
process.stdout.write(record.id);
process.stdin.resume();
