import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Client } from '../support/flows/client.ts';
import { expectProblem } from '../support/flows/expect-problem.ts';
import type { JobView } from '../support/flows/job-view.ts';
import type { ScheduleView } from '../support/flows/schedule-view.ts';
import { sharedTarget } from '../support/flows/shared-target.ts';

const target = sharedTarget();
const client = new Client(target);

/** A name that no other flow uses. Its schedule ends with the test. */
function newName(): string {
  const name = `flow-${randomUUID().slice(0, 8)}`;
  onTestFinished(() => void client.send('DELETE', `/schedules/${name}`));
  return name;
}

function put(name: string, fields: object = {}) {
  const json = { type: 'demo', payload: { echo: name }, cron: '0 9 * * MON-FRI', ...fields };
  return client.send<ScheduleView>('PUT', `/schedules/${name}`, { json });
}

async function get(name: string): Promise<ScheduleView> {
  return (await client.send<ScheduleView>('GET', `/schedules/${name}`)).body;
}

describe('a schedule', () => {
  it('is made, shown, changed and deleted', async () => {
    const name = newName();

    const made = await put(name, { timeZone: 'Europe/Berlin' });
    const same = await put(name, { timeZone: 'Europe/Berlin' });
    const shown = await get(name);
    const changed = await put(name, { timeZone: 'Asia/Kathmandu', paused: true });
    const { body: list } = await client.send<{ schedules: ScheduleView[] }>('GET', '/schedules');
    const deleted = await client.send('DELETE', `/schedules/${name}`);
    const gone = await client.send('GET', `/schedules/${name}`);

    expect(made.status).toBe(201);
    expect(same).toMatchObject({ status: 200, body: made.body });
    expect(shown).toEqual(made.body);
    expect(shown).toMatchObject({
      origin: 'api',
      overlap: 'skip',
      missed: 'latest',
      paused: false,
    });
    expect(shown.next).toHaveLength(5);
    for (const time of shown.next) {
      const berlin = new Date(time).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' });
      expect(berlin).toBe('09:00:00');
    }
    expect(changed).toMatchObject({ status: 200, body: { timeZone: 'Asia/Kathmandu', next: [] } });
    expect(list.schedules.map((schedule) => schedule.name)).toContain(name);
    expect(deleted.status).toBe(204);
    expectProblem(gone, { status: 404, code: 'unknown-schedule', says: [name] });
  });

  it('is run by hand, once for an Idempotency-Key, and links its last job', async () => {
    const name = newName();
    await put(name, { paused: true });
    const headers = { 'Idempotency-Key': randomUUID() };

    const run = await client.send<JobView>('POST', `/schedules/${name}/run`, { headers });
    const again = await client.send<JobView>('POST', `/schedules/${name}/run`, { headers });
    const job = await client.waitFor(run.body.id, 'succeeded');

    expect([run.status, again.status]).toEqual([202, 202]);
    expect(again.body.id).toBe(run.body.id);
    expect(job).toMatchObject({ result: { echo: name }, tags: [`schedule:${name}`] });
    expect((await get(name)).lastJob).toMatchObject({ id: job.id, status: 'succeeded' });
  });
});

describe('a request for a schedule that cannot be', () => {
  it.each([
    [{ cron: '0 25 * * *' }, '#/cron', ["got '0 25 * * *'"]],
    [{ timeZone: 'Europe/Berln' }, '#/timeZone', ["got 'Europe/Berln'", 'IANA']],
    [{ every: '15m' }, '#', ['got both']],
    [{ cron: undefined }, '#', ['got neither']],
    [{ cron: undefined, every: '10s' }, '#/every', ["got '10s'", '1m']],
    [{ type: 'dmeo' }, '#/type', ['demo', 'got "dmeo"']],
    [{ payload: { outcome: 'maybe' } }, '#/payload/outcome', ['maybe']],
    [{ overlap: 'queue' }, '#/overlap', ['skip', 'allow', 'got "queue"']],
    [{ cronn: '' }, '#/cronn', ['cronn', 'cron']],
  ])('is refused: %j', async (fields, where, says) => {
    const answer = await put(newName(), fields);

    expectProblem(answer, { status: 422, code: 'invalid-request', where, says });
  });

  it('is refused under a name that belongs to another job type', async () => {
    const name = newName();
    await put(name);

    const answer = await put(name, { type: 'summarise-csv', payload: { csv: 'a\n1' } });

    const says = [name, 'demo', 'delete it first'];
    expectProblem(answer, { status: 422, code: 'invalid-request', where: '#/type', says });
  });
});
