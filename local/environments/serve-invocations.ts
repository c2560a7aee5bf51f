import type { Context, SQSEvent } from 'aws-lambda';
import { type FunctionSettings, invocationContext } from '../dispatch/invocation-context.ts';
import type { Answer, FromEnvironment, ToEnvironment } from './wire.ts';

export interface ServedFunction {
  readonly settings: FunctionSettings;
  handle(event: SQSEvent, context: Context): Promise<unknown>;
  /** An invocation begins at `now` by the server's clock. */
  begin(now: number): void;
  /** Calls of this environment have been answered. */
  settle(answers: readonly Answer[]): void;
  shutDown(): void;
}

/** The environment's side of the channel to the server: one invocation after the other. */
export function serveInvocations(served: ServedFunction): void {
  // Ctrl-C reaches every process of the terminal. What to do about it, the server says.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

  process.on('message', (message: ToEnvironment) => {
    if (message.kind === 'answers') return served.settle(message.answers);
    if (message.kind === 'shutdown') return served.shutDown();
    const { requestId, event, now } = message.invocation;
    served.begin(now);
    served.handle(event, invocationContext(requestId, served.settings)).then(
      (response) => tell({ kind: 'returned', response }),
      (error: unknown) => tell({ kind: 'threw', error: String(error) }),
    );
  });
  tell({ kind: 'ready' });
}

function tell(message: FromEnvironment): void {
  process.send?.(message);
}
