import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import { defineJob, type JobContext } from '../core/define-job.ts';
import { PermanentError } from '../core/job-error.ts';
import { ColumnStatistics, type ColumnSummary } from './column-statistics.ts';

export interface CsvSummary {
  /** Without the header. Empty lines do not count. */
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
}

/** Statistics of each column of a CSV. It changes nothing outside, so a second run does no harm. */
export const summariseCsv = defineJob({
  name: 'summarise-csv',
  input: v.strictObject({
    csv: v.pipe(
      v.string(),
      v.minLength(1, 'Expected CSV text whose first line names the columns, got an empty text'),
      v.description('Text with commas between fields. Its first line names the columns.'),
    ),
    pauseMs: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(0),
        v.maxValue(1_000),
        v.description(
          'Milliseconds to wait after every 8 kB, so that its progress can be watched.',
        ),
      ),
      0,
    ),
  }),

  async run({ csv, pauseMs }, context): Promise<CsvSummary> {
    // Imported here, not above: every function loads this file, but only the worker parses.
    const { CsvError, parse } = await import('csv-parse');
    let line = 1;
    const parser = parse({
      bom: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record(fields: string[], { lines }) {
        line = lines;
        return fields;
      },
    });
    try {
      return await pipeline(slices(Buffer.from(csv), pauseMs, context), parser, summarise);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      // The same text has the same fault at every attempt.
      throw new PermanentError(`The CSV cannot be read: ${faultOf(error, line)}`, { cause: error });
    }
  },
});

/** A slice takes a few milliseconds. Between two of them the process's other work has its turn. */
async function* slices(
  bytes: Buffer,
  pauseMs: number,
  { signal, progress }: JobContext,
): AsyncGenerator<Buffer> {
  const length = 8_192;
  for (let start = 0; start < bytes.length; start += length) {
    signal.throwIfAborted();
    progress(start / bytes.length);
    yield bytes.subarray(start, start + length);
    if (pauseMs === 0) await setImmediate();
    else await setTimeout(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  progress(1);
}

async function summarise(records: AsyncIterable<readonly string[]>): Promise<CsvSummary> {
  let columns: readonly ColumnStatistics[] | undefined;
  let rows = 0;
  for await (const fields of records) {
    if (columns === undefined) {
      columns = fields.map((name) => new ColumnStatistics(name));
      continue;
    }
    rows += 1;
    for (const [index, column] of columns.entries()) column.add(fields[index] ?? '');
  }
  if (columns === undefined) {
    throw new PermanentError('Expected a first line that names the columns, got only empty lines');
  }
  return { rows, columns: columns.map((column) => column.summary()) };
}

/** The parser names the line, but for an open quote it names the last line, however far that is. */
function faultOf({ code, message }: { code: string; message: string }, lastRead: number): string {
  return code === 'CSV_QUOTE_NOT_CLOSED'
    ? `a quote is opened after line ${lastRead} and never closed`
    : message.slice(0, 300);
}
