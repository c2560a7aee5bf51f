const sentences = { Finished: 'succeeded', Failed: 'failed', Cancelled: 'cancelled' } as const;
const pattern = /\b(Finished|Failed|Cancelled) job ([0-9a-f-]{36})/g;

/** The ends of jobs that a server's log tells of. */
export function finalLines(log: string): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const [, sentence, id = ''] of log.matchAll(pattern)) {
    const status = sentences[sentence as keyof typeof sentences];
    lines.set(id, [...(lines.get(id) ?? []), status]);
  }
  return lines;
}
