/** Over failed jobs, joined by AND; none: all of them. Times are RFC 3339, both exclusive. */
export interface RetryFilter {
  readonly type?: string;
  readonly tag?: string;
  readonly code?: string;
  readonly failedAfter?: string;
  readonly failedBefore?: string;
}

export type RetryRequest = (
  | { readonly ids: readonly string[]; readonly filter?: never }
  | { readonly filter: RetryFilter; readonly ids?: never }
) & {
  /** Jobs a second. None: as fast as they can be sent. */
  readonly rate?: number;
};
