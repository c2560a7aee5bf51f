import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { Environment } from '../../../functions/aws/aws-settings.ts';
import { jsonLog } from '../../../functions/aws/json-log.ts';

let stdout: MockInstance<typeof process.stdout.write>;
beforeEach(() => {
  stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  stdout.mockRestore();
});

const clock = { now: () => Date.UTC(2026, 2, 1, 12) };

function logOf(environment: Environment = {}) {
  return jsonLog({ LOG_SERVICE: 'worker', ...environment }, clock);
}

function written(): readonly string[] {
  return stdout.mock.calls.map(([text]) => String(text));
}

function lines() {
  return written().map((text) => JSON.parse(text));
}

describe('the log', () => {
  it('writes a line of JSON with the fields beside the message', () => {
    logOf().info('Working on job 1', { jobId: '1' });

    expect(written()).toEqual([
      '{"level":"INFO","message":"Working on job 1","timestamp":"2026-03-01T12:00:00.000Z","service":"worker","jobId":"1"}\n',
    ]);
  });

  it.each([
    ['TRACE', ['DEBUG', 'INFO', 'WARN', 'ERROR']],
    ['DEBUG', ['DEBUG', 'INFO', 'WARN', 'ERROR']],
    [undefined, ['INFO', 'WARN', 'ERROR']],
    ['INFO', ['INFO', 'WARN', 'ERROR']],
    ['WARN', ['WARN', 'ERROR']],
    ['ERROR', ['ERROR']],
    ['FATAL', []],
  ])('of a function of level %s has the levels %j', (level, expected) => {
    const log = logOf({ AWS_LAMBDA_LOG_LEVEL: level });

    log.debug('');
    log.info('');
    log.warn('');
    log.error('');

    expect(lines().map((line) => line.level)).toEqual(expected);
  });

  it('names the trace of the invocation under way', () => {
    const environment: Record<string, string> = {};
    const log = jsonLog(environment, clock);

    log.info('Before');
    environment._X_AMZN_TRACE_ID = 'Root=1-5759e988-bd862e3f;Parent=53995c3f42cd8ad8;Sampled=1';
    log.info('During');

    expect(lines().map((line) => line.xray_trace_id)).toEqual([undefined, '1-5759e988-bd862e3f']);
  });

  it('lets no field stand for what the line says of itself', () => {
    logOf().warn('The message', { level: 'DEBUG', message: 'another', timestamp: 0, service: 'x' });

    expect(lines()).toEqual([
      {
        level: 'WARN',
        message: 'The message',
        timestamp: '2026-03-01T12:00:00.000Z',
        service: 'worker',
      },
    ]);
  });

  it('writes of an error its name, message, stack, cause and what it has besides', () => {
    const cause = new TypeError('no socket');
    const error = Object.assign(new Error('no answer', { cause }), { code: 'ETIMEDOUT' });

    logOf().error('The call failed', { error });

    const { name, message, stack } = cause;
    expect(lines()[0].error).toEqual({
      name: 'Error',
      message: 'no answer',
      stack: error.stack,
      cause: { name, message, stack },
      code: 'ETIMEDOUT',
    });
  });

  it('writes the digits of a bigint', () => {
    logOf().info('Counted', { bytes: 2n ** 64n });

    expect(lines()).toMatchObject([{ bytes: '18446744073709551616' }]);
  });

  it('writes the other fields if one holds itself, and what an error says that does', () => {
    const node: { self?: unknown } = {};
    node.self = node;
    const error = Object.assign(new Error('no answer'), { request: node });

    logOf().info('The message', { node, error, jobId: 'j1', count: 2n });

    expect(lines()).toMatchObject([
      {
        message: 'The message',
        jobId: 'j1',
        count: '2',
        node: expect.stringMatching(/could not be written.*circular/),
        error: expect.stringMatching(/^no answer; .*circular/),
      },
    ]);
  });

  it('writes the other fields if one throws what cannot be shown', () => {
    const secretive = {
      toJSON() {
        throw Object.create(null);
      },
    };

    logOf().info('The message', { secretive, jobId: 'j1' });

    expect(lines()).toMatchObject([
      { jobId: 'j1', secretive: expect.stringContaining('could not be written') },
    ]);
  });
});
