/** `busy`: the queue is being changed already, and this was not done. Asking again in some seconds helps. */
export type PauseOutcome = 'done' | 'busy';

/**
 * Which queues are paused: their workers get no messages. What a worker has already, it runs to its end,
 * and dead letters are recorded as ever. The messages wait; what has waited for ten days is sent anew.
 */
export interface QueuePauses {
  /** The names of the paused queues, by what was asked for last. May lag by some seconds. */
  paused(): Promise<ReadonlySet<string>>;
  /**
   * Pauses a queue or lets it go on; asking twice changes nothing more. A worker may still get messages
   * for some seconds after a pause. Rejects for a queue that there is not.
   */
  setPaused(queue: string, paused: boolean): Promise<PauseOutcome>;
}
