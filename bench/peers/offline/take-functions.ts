import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { Emulator } from '../../../scripts/targets/emulator.ts';
import { logicalIdsOf } from '../../../scripts/targets/place.ts';
import { type Deployed, type DeployedFunction, functionsOf } from './functions-of.ts';

/** Of the stack in this emulator, whose own Lambda gets no messages from now on. */
export async function takeFunctions(emulator: Emulator): Promise<readonly DeployedFunction[]> {
  const client = new LambdaClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    const { Functions = [] } = await client.send(new ListFunctionsCommand({}));
    const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({}));
    for (const { UUID } of EventSourceMappings) {
      await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    }
    return functionsOf({
      template: templateIn(emulator.folder),
      logicalIds: await logicalIdsOf(emulator, 'Errand'),
      functions: Functions,
      mappings: EventSourceMappings,
    });
  } finally {
    client.destroy();
  }
}

/** What CDK has deployed from there. */
function templateIn(folder: string): Deployed['template'] {
  return JSON.parse(readFileSync(path.join(folder, 'cdk.out/Errand.template.json'), 'utf8'));
}
