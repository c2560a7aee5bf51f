import { describe, expect, it } from 'vitest';
import { rootOf, traceparentOfHeader } from '../../../functions/aws/xray-header.ts';

const root = 'Root=1-5759e988-bd862e3fe1be46a994272793';
const parent = 'Parent=53995c3f42cd8ad8';
const traceparent = '00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8';

describe("X-Ray's header", () => {
  it.each([
    ['as a function gets it', `${root};${parent};Sampled=1;Lineage=1:a87bd80c:0`, '01'],
    ['of a trace that is not recorded', `${root};${parent};Sampled=0`, '00'],
    ['whose sampling is not decided', `${root};${parent};Sampled=?`, '00'],
    ['that does not speak of sampling', `${root};${parent}`, '00'],
    ['in another order', `Sampled=1;${parent};${root}`, '01'],
    [
      'with a part of a balancer before it',
      `Self=1-63441c4a-abc;${root};${parent};Sampled=1`,
      '01',
    ],
    ['with blanks', ` ${root} ; ${parent} ; Sampled=1 `, '01'],
    ['in upper case', `${root};${parent};Sampled=1`.toUpperCase(), '01'],
  ])('%s becomes a traceparent', (_, header, flags) => {
    expect(traceparentOfHeader(header)).toBe(`${traceparent}-${flags}`);
  });

  it.each([
    ['without a parent, as from the gateway alone', root],
    ['without a root', `${parent};Sampled=1`],
    ['with a root that is cut', `Root=1-5759e988-bd862e3f;${parent}`],
    ['with a root of another version', `Root=2-5759e988-bd862e3fe1be46a994272793;${parent}`],
    ['with a root of zeros', `Root=1-${'0'.repeat(8)}-${'0'.repeat(24)};${parent}`],
    ['with a parent of zeros', `${root};Parent=${'0'.repeat(16)}`],
    ['with a parent that is no number', `${root};Parent=53995c3f42cd8adg`],
    ['that is empty', ''],
    ['that makes no sense', ';;=;Root;Parent=='],
    ['that is not there', undefined],
  ])('%s becomes none', (_, header) => {
    expect(traceparentOfHeader(header)).toBeUndefined();
  });
});

describe("a trace's id", () => {
  it('is written for X-Ray in three parts, also when it holds no time', () => {
    expect(rootOf('4efaaf4d1e8720b39541901950019ee5')).toBe('1-4efaaf4d-1e8720b39541901950019ee5');
  });
});
