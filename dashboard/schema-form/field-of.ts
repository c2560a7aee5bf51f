type Json = Readonly<Record<string, unknown>>;

interface Words {
  readonly title?: string;
  readonly description?: string;
  /** What counts if it is left out. */
  readonly otherwise?: unknown;
}

/** What a JSON Schema asks for, as far as a form can ask for it; `json` is whatever it cannot. */
export type Field = Words &
  (
    | { readonly kind: 'object'; readonly properties: readonly Property[] }
    | { readonly kind: 'list'; readonly item: unknown; readonly most: number }
    | {
        readonly kind: 'text';
        readonly format?: string;
        readonly pattern?: string;
        readonly least?: number;
        readonly most?: number;
      }
    | {
        readonly kind: 'number';
        readonly isWhole: boolean;
        readonly least?: number;
        readonly most?: number;
      }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly values: readonly unknown[] }
    | { readonly kind: 'json' }
  );

export interface Property {
  readonly name: string;
  readonly isRequired: boolean;
  /** Not read yet: a schema may refer to itself. */
  readonly schema: unknown;
}

/** `whole` is the schema that references are into. */
export function fieldOf(schema: unknown, whole: unknown): Field {
  const resolved = withoutNull(resolve(schema, whole), whole);
  const words = {
    ...(typeof resolved.title === 'string' && { title: resolved.title }),
    ...(typeof resolved.description === 'string' && { description: resolved.description }),
    ...('default' in resolved && { otherwise: resolved.default }),
  };
  return { ...words, ...kindOf(resolved) };
}

function kindOf(schema: Json): Field {
  const { type } = schema;
  const values = choicesOf(schema);
  if (values !== undefined) return { kind: 'choice', values };
  if (['anyOf', 'oneOf', 'allOf', 'not', 'if'].some((word) => word in schema))
    return { kind: 'json' };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'string') return textOf(schema);
  if (type === 'number' || type === 'integer') return numberOf(schema);
  if (type === 'array' && isJson(schema.items)) {
    return { kind: 'list', item: schema.items, most: numberIn(schema.maxItems) ?? 1_000 };
  }
  return type === 'object' ? objectOf(schema) : { kind: 'json' };
}

/** One whose names are not known beforehand cannot be a form. */
function objectOf({ properties, required, additionalProperties }: Json): Field {
  const names = isJson(properties) ? Object.keys(properties) : [];
  if (!isJson(properties) || (names.length === 0 && additionalProperties !== false)) {
    return { kind: 'json' };
  }
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return {
    kind: 'object',
    properties: names.map((name) => ({
      name,
      isRequired: needed.includes(name),
      schema: properties[name],
    })),
  };
}

function textOf({ format, pattern, minLength, maxLength }: Json): Field {
  const [least, most] = [numberIn(minLength), numberIn(maxLength)];
  return {
    kind: 'text',
    ...(typeof format === 'string' && { format }),
    ...(typeof pattern === 'string' && { pattern }),
    ...(least !== undefined && { least }),
    ...(most !== undefined && { most }),
  };
}

function numberOf({ type, minimum, maximum }: Json): Field {
  const [least, most] = [numberIn(minimum), numberIn(maximum)];
  return {
    kind: 'number',
    isWhole: type === 'integer',
    ...(least !== undefined && { least }),
    ...(most !== undefined && { most }),
  };
}

function choicesOf(schema: Json): readonly unknown[] | undefined {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum;
  if ('const' in schema) return [schema.const];
  const several = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(several) || several.length === 0) return undefined;
  const constants = several.filter((one): one is Json => isJson(one) && 'const' in one);
  return constants.length === several.length ? constants.map((one) => one.const) : undefined;
}

/** `T or null` is asked for as T that may be left out. */
function withoutNull(schema: Json, whole: unknown): Json {
  const several = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(several) || several.length !== 2) return schema;
  const others = several.filter((one) => !isJson(one) || one.type !== 'null');
  if (others.length !== 1) return schema;
  const { anyOf: _, oneOf: __, ...words } = schema;
  return { ...resolve(others[0], whole), ...words };
}

function resolve(schema: unknown, whole: unknown, depth = 0): Json {
  if (!isJson(schema)) return {};
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string' || depth > 20) return schema;
  if (!/^#(\/|$)/.test($ref)) return {};
  let found = whole;
  for (const name of $ref.split('/').slice(1)) {
    const plain = decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~');
    found = isJson(found) && Object.hasOwn(found, plain) ? found[plain] : undefined;
  }
  return { ...resolve(found, whole, depth + 1), ...beside };
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
