import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = join(tmpdir(), `errand-bench-disk-${process.pid}`);
const [size, writes] = [16_384, 200];

/**
 * Milliseconds that the disk takes to make 16 KB durable, over what is there already, as SQLite's log is
 * written. No commit can be faster, and no job is accepted or done without one.
 */
export function measureDisk(): readonly number[] {
  const page = Buffer.alloc(size);
  const disk = openSync(file, 'w');
  try {
    for (let place = 0; place < writes; place += 1) writeSync(disk, page);
    fdatasyncSync(disk);
    return Array.from({ length: writes }, (_, place) => {
      const started = performance.now();
      writeSync(disk, page, 0, size, place * size);
      fdatasyncSync(disk);
      return performance.now() - started;
    });
  } finally {
    closeSync(disk);
    rmSync(file);
  }
}
