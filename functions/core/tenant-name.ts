/** What a tenant may be called: it becomes a part of keys in the store. */
export const tenantForm =
  "1 to 64 characters of A-Z, a-z, 0-9, '.', '_', ':', '@' and '-', not 'system'";

/** `system` has the messages that nobody can read, whoever sent them. */
export function isTenantName(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:@-]{1,64}$/.test(value) && value !== 'system';
}
