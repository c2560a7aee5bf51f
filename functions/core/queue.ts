import { second } from './duration.ts';

/** One that SQS accepts at most: longer waits are the due index's. */
export const longestDelaySeconds = 900;
/** The same in milliseconds. */
export const longestMessageDelay = longestDelaySeconds * second;

export interface Outgoing {
  readonly body: string;
  /** Whole seconds, 0 to 900. The message is not delivered earlier. */
  readonly delaySeconds: number;
}

export type Sent = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** A message as a worker gets it. */
export interface Delivery {
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  /** Deliveries so far, with this one. Throttling and give-backs raise it: it never counts attempts. */
  readonly receiveCount: number;
  readonly sentAt: number;
}

/** The queue a delivery came from. */
export interface Source {
  readonly queue: string;
  /** True: from the queue's dead-letter queue. */
  readonly deadLetters: boolean;
}

export interface Wait {
  readonly receipt: string;
  /** Whole seconds from now, 0 to 43,200. */
  readonly seconds: number;
}

export interface QueueDepth {
  readonly queue: string;
  /** Ready to be delivered; `delayed` ones are not. */
  readonly waiting: number;
  readonly delayed: number;
  readonly inFlight: number;
  readonly deadLetters: number;
  /** Seconds since the oldest message was sent. Left out where it cannot be known. */
  readonly oldestSeconds?: number;
}

/** At least once, in no order. */
export interface Queue {
  /**
   * Sends any number of messages; one outcome each, in their order. Rejects only if nothing is known of
   * any of them. `ok: false`: the message may have been sent all the same.
   */
  send(queue: string, messages: readonly Outgoing[]): Promise<readonly Sent[]>;
  /** Lets messages in flight be delivered again after a time. Their receipts may have lapsed: no error. */
  leave(source: Source, waits: readonly Wait[]): Promise<void>;
  depths(): Promise<readonly QueueDepth[]>;
}
