import { describe, expect, it } from 'vitest';
import { PermanentError } from '../../../functions/core/job-error.ts';
import { summariseCsv } from '../../../functions/jobs/summarise-csv.ts';
import { faultsOf, readExample, runJob } from './run-job.ts';

const orders = readExample('orders.csv').toString();

describe('summarise-csv', () => {
  it('summarises the example file', async () => {
    const { rows, columns } = await runJob(summariseCsv, { csv: orders }).result;

    expect(rows).toBe(3_000);
    expect(columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'order: text',
      'ordered_at: text',
      'customer: text',
      'city: text',
      'product: text',
      'quantity: number',
      'unit_price: number',
      'discount: number',
      'total: number',
      'note: text',
    ]);
  });

  it.each(['quantity', 'unit_price', 'discount', 'total'])(
    'agrees with plain arithmetic on the column %s',
    async (name) => {
      const expected = arithmetic(values(name));

      const { columns } = await runJob(summariseCsv, { csv: orders }).result;

      expect(columns.find((column) => column.name === name)).toMatchObject(expected);
    },
  );

  it('reads quoted commas, quotes and line breaks as parts of a value', async () => {
    const csv = 'name,note\n"Chen, Wei","said ""hi"""\n"Chen, Wei","two\r\nlines"\n';

    const { rows, columns } = await runJob(summariseCsv, { csv }).result;

    expect(rows).toBe(2);
    expect(columns).toMatchObject([
      { frequent: [{ value: 'Chen, Wei', count: 2 }] },
      { shortest: 9, longest: 10 },
    ]);
  });

  it.each([
    ['a byte order mark', '\uFEFFa,b\n1,2'],
    ['line ends of two characters', 'a,b\r\n1,2\r\n'],
    ['empty lines', 'a,b\n\n1,2\n\n'],
  ])('reads a file with %s', async (_, csv) => {
    const { rows, columns } = await runJob(summariseCsv, { csv }).result;

    expect(rows).toBe(1);
    expect(columns).toMatchObject([
      { name: 'a', type: 'number' },
      { name: 'b', type: 'number' },
    ]);
  });

  it('reads characters whose bytes lie on both sides of a slice', async () => {
    const value = '😀'.repeat(9_001);

    const { columns } = await runJob(summariseCsv, { csv: `x\n${value}\n${value}` }).result;

    expect(columns).toMatchObject([
      { longest: value.length, distinct: 1, frequent: [{ value: '😀'.repeat(50), count: 2 }] },
    ]);
  });

  it('reports progress from 0 to 1, never less than before', async () => {
    const { result, progress } = runJob(summariseCsv, { csv: orders });

    await result;

    expect(progress.length).toBeGreaterThan(10);
    expect([progress.at(0), progress.at(-1)]).toEqual([0, 1]);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it('lets other work of the process run in between', async () => {
    let turns = 0;
    const turn = setInterval(() => {
      turns += 1;
    }, 0);

    await runJob(summariseCsv, { csv: orders.repeat(3) }).result.finally(() => clearInterval(turn));

    expect(turns).toBeGreaterThan(10);
  });

  it('stops soon after its signal fires', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');

    const { result, progress } = runJob(
      summariseCsv,
      { csv: orders },
      { signal: cancel.signal, onProgress: (fraction) => fraction > 0.3 && cancel.abort(reason) },
    );

    await expect(result).rejects.toBe(reason);
    expect(progress.at(-1)).toBeLessThan(0.4);
  });

  it('stops in the midst of a pause that its payload asks for', async () => {
    const cancel = new AbortController();
    const reason = new Error('cancelled');

    const { result, progress } = runJob(
      summariseCsv,
      { csv: orders, pauseMs: 1_000 },
      { signal: cancel.signal, onProgress: () => queueMicrotask(() => cancel.abort(reason)) },
    );

    await expect(result).rejects.toBe(reason);
    expect(progress).toEqual([0]);
  });

  it.each([
    ['a row that is too short', 'a,b\n1,2\n3\n', 'on line 3'],
    ['a quote within a value', 'a,b\n1,2"\n', 'at line 2'],
    ['text after a quote', 'a,b\n"1"x,2\n', 'at line 2'],
    ['a quote without an end', `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(900)}`, 'opened after line 2'],
    ['nothing but empty lines', '\n\n', 'got only empty lines'],
  ])('fails for good on %s, and says where', async (_, csv, where) => {
    const { result } = runJob(summariseCsv, { csv });

    const error = await result.catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toHaveProperty('message', expect.stringContaining(where));
  });

  it('does not pass a long faulty value on in its message', async () => {
    const { result } = runJob(summariseCsv, { csv: `a\n${'x'.repeat(10_000)}"y` });

    const error = await result.catch((reason: unknown) => reason);

    expect(String(error).length).toBeLessThan(400);
  });

  it.each([
    [{ csv: '' }, '/csv: Expected CSV text whose first line names the columns, got an empty text'],
    [{ csv: 1 }, '/csv: Invalid type: Expected string but received 1'],
    [{ csv: 'a', pauseMs: 1_001 }, '/pauseMs: Invalid value: Expected <=1000 but received 1001'],
    [{ csv: 'a', x: 1 }, '/x: Invalid key: Expected never but received "x"'],
  ])('refuses the payload %j', async (payload, fault) => {
    const faults = await faultsOf(summariseCsv, payload);

    expect(faults).toEqual([fault]);
  });
});

/**
 * Values of a column of numbers, found without a CSV parser: in the example these columns follow
 * each other, and nothing but a line's end or another such number can stand where they do.
 */
function values(name: string): readonly number[] {
  const row = /,(?<quantity>\d+),(?<unit_price>[\d.]+),(?<discount>\d*),(?<total>[\d.]+),/g;
  return [...orders.matchAll(row)]
    .map(({ groups }) => groups?.[name] ?? '')
    .filter((value) => value !== '')
    .map(Number);
}

function arithmetic(numbers: readonly number[]): object {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  return {
    type: 'number',
    empty: 3_000 - numbers.length,
    distinct: new Set(numbers).size,
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    mean: expect.closeTo(mean, 9),
    standardDeviation: expect.closeTo(Math.sqrt(squares / numbers.length), 9),
  };
}
