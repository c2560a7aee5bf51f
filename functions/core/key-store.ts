/** What a key may do. The store never holds the key itself, only its hash. */
export interface ApiKey {
  /** Whom or what it is for: 1 to 100 characters, shown in lists. */
  readonly name?: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  /** The job types that it may start: enqueue, schedule, retry, reschedule. @default - all */
  readonly types?: readonly string[];
  /** Milliseconds since 1970. Keys of the first releases have none. */
  readonly createdAt?: number;
  /** From then on it is refused. Milliseconds since 1970. @default - never */
  readonly expiresAt?: number;
}

export const scopes = ['enqueue', 'read', 'manage', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface StoredKey extends ApiKey {
  /** Of the key, in hexadecimal. */
  readonly sha256: string;
}

/** Where keys live, by their SHA-256 in hexadecimal. */
export interface KeyStore {
  findKey(sha256: string): Promise<ApiKey | undefined>;
  putKey(sha256: string, key: ApiKey): Promise<void>;
  /** Of all tenants, in no order; those that have expired until they are swept. They are few. */
  listKeys(): Promise<readonly StoredKey[]>;
  /** Does nothing if there is none. */
  deleteKey(sha256: string): Promise<void>;
}
