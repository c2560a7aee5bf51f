import type { Context } from 'aws-lambda';

export interface FunctionSettings {
  readonly name: string;
  /** Milliseconds that one invocation may take. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
}

/** The context of one invocation that begins now. Its deadline is in real time, whatever the clock is. */
export function invocationContext(requestId: string, settings: FunctionSettings): Context {
  const deadline = performance.now() + settings.timeout;
  return {
    awsRequestId: requestId,
    functionName: settings.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${settings.name}`,
    memoryLimitInMB: String(settings.memory),
    logGroupName: settings.name,
    logStreamName: String(process.pid),
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
    done: unsupported,
    fail: unsupported,
    succeed: unsupported,
  };
}

function unsupported(): never {
  throw new Error('Callbacks are not supported: return a promise');
}
