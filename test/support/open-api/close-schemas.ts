/**
 * The document with every object of Errand's own closed: a field that it does not name is a fault. What it
 * serves leaves them open, since a client is to ignore what it does not know. Payloads are their owners'.
 */
export function closeSchemas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeSchemas);
  if (!isObject(value)) return value;
  const inner = Object.entries(value).map(([name, part]) => [
    name,
    name.startsWith('Payload.') ? part : closeSchemas(part),
  ]);
  const closed = Object.fromEntries(inner);
  return isOpenObject(value) ? { additionalProperties: false, ...closed } : closed;
}

/** Beside a reference, properties only narrow what is there. */
function isOpenObject(schema: Readonly<Record<string, unknown>>): boolean {
  return schema.type === 'object' && isObject(schema.properties) && schema.$ref === undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
