/**
 * Which messages of a batch a response gives back, by Lambda's rules: no response and an empty list are a
 * success of all; a list of another form, or an id that is empty or not in the batch, fails all. Undefined:
 * the response was malformed and the whole batch fails.
 */
export function failedMessages(
  response: unknown,
  batch: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (response === undefined || response === null) return new Set();
  if (typeof response !== 'object') return undefined;
  const failures = 'batchItemFailures' in response ? response.batchItemFailures : undefined;
  if (failures === undefined) return Object.keys(response).length === 0 ? new Set() : undefined;
  if (failures === null) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map(identifierOf);
  return ids.every((id) => id !== undefined && batch.has(id))
    ? new Set(ids as string[])
    : undefined;
}

function identifierOf(failure: unknown): string | undefined {
  if (typeof failure !== 'object' || failure === null) return undefined;
  const { itemIdentifier } = failure as { itemIdentifier?: unknown };
  return typeof itemIdentifier === 'string' ? itemIdentifier : undefined;
}
