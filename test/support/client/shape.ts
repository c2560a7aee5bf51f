/** What can be said alike of a type and of a JSON Schema. Names of fields that may be missing end in `?`. */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'unknown'
  | { readonly oneOf: readonly string[] }
  | { readonly anyOf: readonly Shape[] }
  | { readonly listOf: Shape }
  | { readonly valuesOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** In an order of its own: neither side's means anything. */
export function anyOf(shapes: readonly Shape[]): Shape {
  const sorted = [...shapes].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return { anyOf: sorted };
}
