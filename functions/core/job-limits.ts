/** Bytes of JSON text that a payload may have. An item of DynamoDB has 400 KB at most. */
export const longestPayload = 350_000;
/** Bytes of JSON text that a result may have. */
export const longestResult = 350_000;
export const mostTags = 10;
export const tagForm = "1 to 64 characters of A-Z, a-z, 0-9, '.', '_', ':' and '-'";

export function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9._:-]{1,64}$/.test(value);
}
