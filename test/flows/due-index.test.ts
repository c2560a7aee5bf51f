import { describe, expect, it } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { storyOf, timeOf } from '../support/flows/job-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';
import { storageOf } from '../support/flows/storage-of.ts';

const target = sharedTarget();
const client = new Client(target);
const second = 1_000;
/** The scheduler looks every minute, and two minutes may lie between. */
const longest = 240_000;
const timeout = longest * target.patience;

/** In the due index alone: no message can wait for an hour. */
function scheduled(row: string) {
  return { type: 'summarise-csv', payload: { csv: `n\n${row}` }, delay: '1h' };
}

describe.runIf(target.can.includes('opens-storage')).concurrent('a job in the due index', () => {
  it('is found by the scheduler once its time has come', { timeout }, async () => {
    const { id } = await client.enqueue(scheduled('7'));

    await storageOf(target).makeDue(id, Date.now());
    const job = await client.waitFor(id, 'succeeded', longest);

    expect(job).toMatchObject({ attempt: 1, result: { rows: 1 } });
    expect(storyOf(job)).toBe('scheduled running succeeded');
  });

  it('starts at its time when the scheduler finds it before', { timeout }, async () => {
    const { id } = await client.enqueue(scheduled('8'));
    // Whenever the scheduler looks next, the job is not due yet, and is so within the five minutes it looks ahead.
    const at = Date.now() + 150 * second;

    await storageOf(target).makeDue(id, at);
    const job = await client.waitFor(id, 'succeeded', longest);

    const late = timeOf(job.startedAt) - at;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(30 * second);
    expect(storyOf(job)).toBe('scheduled running succeeded');
  });
});
