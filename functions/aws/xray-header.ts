import { formatTraceparent } from '../core/traceparent.ts';

/** A time and 24 hexadecimal digits, which are the 32 of the standard in two parts. */
const root = /^1-([0-9a-f]{8})-([0-9a-f]{24})$/;
const parent = /^[0-9a-f]{16}$/;
const zeros = /^0+$/;

/**
 * X-Ray's own header, `Root=1-…-…;Parent=…;Sampled=1`, as a traceparent. Undefined if it names no root or
 * no parent, as outside a function. What is not decided yet (`Sampled=?`, or nothing) counts as not sampled.
 */
export function traceparentOfHeader(header = ''): string | undefined {
  const fields = fieldsOf(header.toLowerCase());
  const [, time = '', rest = ''] = root.exec(fields.get('root') ?? '') ?? [];
  const traceId = time + rest;
  const parentId = fields.get('parent') ?? '';
  if (traceId === '' || zeros.test(traceId) || !parent.test(parentId) || zeros.test(parentId)) {
    return undefined;
  }
  return formatTraceparent({ traceId, parentId, sampled: fields.get('sampled') === '1' });
}

/** X-Ray takes ids of the standard in this form, whether or not they begin with a time. */
export function rootOf(traceId: string): string {
  return `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
}

function fieldsOf(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((field): [string, string] => {
    const [name = '', value = ''] = field.split('=', 2);
    return [name.trim(), value.trim()];
  });
  return new Map(pairs);
}
