import type { LeftOut, Participant } from './participant.ts';

/** What is still to be started. */
export interface Peer {
  readonly title: string;
  start(): Promise<Participant>;
}

export interface Started {
  readonly participants: readonly Participant[];
  readonly leftOut: readonly LeftOut[];
}

/** One after the other. What does not start here, for want of its server, say, is left out. */
export async function startParticipants(peers: readonly Peer[]): Promise<Started> {
  const participants: Participant[] = [];
  const leftOut: LeftOut[] = [];
  for (const { title, start } of peers) {
    try {
      participants.push(await start());
    } catch (error) {
      leftOut.push({ title, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { participants, leftOut };
}
