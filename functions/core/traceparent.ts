/** Where in a trace something comes from, as W3C Trace Context has it. */
export interface TraceContext {
  /** 32 hexadecimal digits, in lower case. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the span of the caller. */
  readonly parentId: string;
  /** Whether the caller's trace is recorded. */
  readonly sampled: boolean;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Undefined if `text` is no traceparent: an id of zeros alone and the version ff are none either. */
export function parseTraceparent(text: string): TraceContext | undefined {
  const [, traceId, parentId, flags] = form.exec(text) ?? [];
  if (traceId === undefined || parentId === undefined || flags === undefined) return undefined;
  // The lowest bit is the flag; the others are for later versions.
  return { traceId, parentId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent({ traceId, parentId, sampled }: TraceContext): string {
  return `00-${traceId}-${parentId}-0${sampled ? 1 : 0}`;
}
