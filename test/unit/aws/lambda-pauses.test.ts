import { describe, expect, it, onTestFinished } from 'vitest';
import { lambdaApi } from '../../../functions/aws/lambda-api.ts';
import { lambdaPauses } from '../../../functions/aws/lambda-pauses.ts';
import { startLambdaServer } from '../../support/targets/lambda-server.ts';

const [mail, post] = ['uuid-of-mail', 'uuid-of-post'];

describe('a pause', () => {
  it('disables the mapping of the queue, and its end enables it', async () => {
    const { pauses, states, calls, settle } = await setup();

    await pauses.setPaused('mail', true);
    settle();
    const paused = Object.fromEntries(states);
    await pauses.setPaused('mail', false);
    settle();

    expect(paused).toEqual({ [mail]: 'Disabled', [post]: 'Enabled' });
    expect(Object.fromEntries(states)).toEqual({ [mail]: 'Enabled', [post]: 'Enabled' });
    expect(calls).toEqual([
      `GET ${mail}`,
      `PUT ${mail} {"Enabled":false}`,
      `GET ${mail}`,
      `PUT ${mail} {"Enabled":true}`,
    ]);
  });

  it.each([
    ['Disabling', true],
    ['Disabled', true],
    ['Enabling', false],
    ['Enabled', false],
  ])('changes nothing of a mapping that is %s as was asked', async (state, paused) => {
    const { pauses, states, calls } = await setup();
    states.set(mail, state);

    const outcome = await pauses.setPaused('mail', paused);

    expect(outcome).toBe('done');
    expect(calls).toEqual([`GET ${mail}`]);
  });

  it.each(['Creating', 'Updating', 'Deleting'])(
    'waits its turn while the mapping is %s, which does not say whether it is paused',
    async (state) => {
      const { pauses, states, calls } = await setup();
      states.set(mail, state);

      const outcomes = [
        await pauses.setPaused('mail', true),
        await pauses.setPaused('mail', false),
      ];

      expect(outcomes).toEqual(['busy', 'busy']);
      expect(calls).toEqual([`GET ${mail}`, `GET ${mail}`]);
    },
  );

  it.each(['ResourceInUseException', 'ResourceConflictException'])(
    'waits its turn if a change that began after its look has it refused with %s',
    async (code) => {
      const { pauses } = await setup({ refuse: code });

      const outcome = await pauses.setPaused('mail', true);

      expect(outcome).toBe('busy');
    },
  );

  it('fails if Lambda refuses it for another reason, which it says', async () => {
    const { pauses } = await setup({ refuse: 'AccessDeniedException' });

    await expect(pauses.setPaused('mail', true)).rejects.toThrow('AccessDeniedException');
  });
});

describe('the paused queues', () => {
  it.each([
    ['Creating', []],
    ['Enabling', []],
    ['Enabled', []],
    ['Updating', []],
    ['Disabling', ['mail']],
    ['Disabled', ['mail']],
  ])('while the mapping is %s are %j', async (state, names) => {
    const { pauses, states } = await setup();
    states.set(mail, state);

    expect([...(await pauses.paused())]).toEqual(names);
  });

  it('are looked up once in five seconds, however many ask', async () => {
    const { pauses, calls, clock } = await setup();

    await Promise.all([pauses.paused(), pauses.paused()]);
    clock.time += 4_999;
    await pauses.paused();
    const early = calls.length;
    clock.time += 1;
    await pauses.paused();

    expect([early, calls.length]).toEqual([2, 4]);
  });

  it('are looked up anew after a change, and after a look that failed', async () => {
    const { pauses, states } = await setup();
    const before = await pauses.paused();
    await pauses.setPaused('mail', true);
    const after = await pauses.paused();
    await pauses.setPaused('mail', false);
    states.delete(post);
    await expect(pauses.paused()).rejects.toThrow('ResourceNotFoundException');
    states.set(post, 'Disabled');

    const last = await pauses.paused();

    expect([before, after, last]).toEqual([new Set(), new Set(['mail']), new Set(['post'])]);
  });
});

/** With `refuse` every change is refused with that exception. */
async function setup({ refuse }: { refuse?: string } = {}) {
  const { access, close, ...server } = await startLambdaServer([mail, post]);
  onTestFinished(close);
  if (refuse !== undefined) server.refuseChanges(refuse);
  const clock = { time: 0, now: () => clock.time };
  const mappings = { mail, post };
  return { ...server, clock, pauses: lambdaPauses({ call: lambdaApi(access), mappings, clock }) };
}
