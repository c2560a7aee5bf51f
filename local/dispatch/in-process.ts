import type { Context, SQSEvent } from 'aws-lambda';
import type { Ending } from '../environments/environment.ts';
import type { Invocation } from '../environments/wire.ts';
import type { Capacity } from './dispatcher.ts';
import { type FunctionSettings, invocationContext } from './invocation-context.ts';

export type SqsFunction = (event: SQSEvent, context: Context) => unknown;

/** Room for one invocation at a time in this process, for a function that runs no code of a user. */
export function inProcess(settings: FunctionSettings, handler: () => SqsFunction): Capacity {
  let isBusy = false;
  const free = () => {
    isBusy = false;
  };
  return {
    take() {
      if (isBusy) return undefined;
      isBusy = true;
      const invoke = async ({ requestId, event }: Invocation): Promise<Ending> => {
        try {
          const response = await handler()(event, invocationContext(requestId, settings));
          return { how: 'returned', response };
        } catch (error) {
          return { how: 'threw', error: String(error) };
        } finally {
          free();
        }
      };
      return { invoke, giveBack: free };
    },
    rest() {},
  };
}
