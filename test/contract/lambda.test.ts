import { lambdaApi } from '../../functions/aws/lambda-api.ts';
import { lambdaPauses } from '../../functions/aws/lambda-pauses.ts';
import { systemClock } from '../../functions/aws/system-clock.ts';
import { startLambdaServer } from '../support/targets/lambda-server.ts';
import { describePauses } from './pauses-contract.ts';

describePauses('event source mappings', async () => {
  const { access, settle, close } = await startLambdaServer(['uuid-1', 'uuid-2']);
  const mappings = { first: 'uuid-1', second: 'uuid-2' };
  const pauses = lambdaPauses({ call: lambdaApi(access), mappings, clock: systemClock });
  return { pauses, names: ['first', 'second'], settle, close };
});
