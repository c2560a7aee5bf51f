/** What the comparisons read of a message: the format is that of the functions. */
export interface Message {
  readonly id: string;
  readonly tenant: string;
  readonly type: string;
  readonly createdAt: number;
  readonly payload?: unknown;
}

export function messageIn(body: string): Message {
  return JSON.parse(body);
}
