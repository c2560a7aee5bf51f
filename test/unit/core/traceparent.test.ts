import { describe, expect, it } from 'vitest';
import { formatTraceparent, parseTraceparent } from '../../../functions/core/traceparent.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const parentId = 'b7ad6b7169203331';

describe('a traceparent', () => {
  it.each([
    ['01', true],
    ['00', false],
    ['03', true],
    ['02', false],
    ['ff', true],
  ])('with the flags %s says whether the trace is recorded: %s', (flags, sampled) => {
    expect(parseTraceparent(`00-${traceId}-${parentId}-${flags}`)).toEqual({
      traceId,
      parentId,
      sampled,
    });
  });

  it('of a later version is read as one of this', () => {
    expect(parseTraceparent(`cc-${traceId}-${parentId}-01`)).toMatchObject({ traceId });
  });

  it.each([
    ['the version ff', `ff-${traceId}-${parentId}-01`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
    ['a parent of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['upper case', `00-${traceId.toUpperCase()}-${parentId}-01`],
    ['a trace that is too short', `00-${traceId.slice(1)}-${parentId}-01`],
    ['a part too many', `00-${traceId}-${parentId}-01-more`],
    ['no flags', `00-${traceId}-${parentId}`],
    ['a line break at its end', `00-${traceId}-${parentId}-01\n`],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });

  it.each([true, false])('is written as it is read, sampled or not: %s', (sampled) => {
    const context = { traceId, parentId, sampled };

    expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
  });
});
