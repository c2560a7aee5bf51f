import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { powertoolsLog } from '../../../functions/aws/powertools-log.ts';

let stdout: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  stdout.mockRestore();
});

function lines() {
  return stdout.mock.calls.map(([text]) => JSON.parse(String(text)));
}

describe('the log', () => {
  it('writes a line of JSON with the fields beside the message', () => {
    powertoolsLog().info('Working on job 1', { jobId: '1' });

    expect(lines()).toMatchObject([{ level: 'INFO', message: 'Working on job 1', jobId: '1' }]);
  });

  it('leaves out what is below the level of the function', () => {
    powertoolsLog().debug('Working on job 1', { jobId: '1' });

    expect(lines()).toEqual([]);
  });
});
