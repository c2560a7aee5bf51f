import type {
  EventSourceMappingConfiguration,
  FunctionConfiguration,
} from '@aws-sdk/client-lambda';

/** A function of Errand's stack, as another Lambda than the emulator's needs it. */
export interface DeployedFunction {
  readonly name: string;
  readonly description: string;
  /** Of its bundle, below the folder of the deployment, and the export. */
  readonly handler: string;
  /** In seconds. */
  readonly timeout: number;
  /** In MB. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly queues: readonly SourceQueue[];
}

/** A queue whose messages a function gets. */
interface SourceQueue {
  readonly arn: string;
  readonly batchSize: number;
}

/** A stack as its template, CloudFormation and Lambda know it. */
export interface Deployed {
  readonly template: { readonly Resources: Readonly<Record<string, TemplateResource>> };
  /** By the names that CloudFormation gave. */
  readonly logicalIds: ReadonlyMap<string, string>;
  readonly functions: readonly FunctionConfiguration[];
  readonly mappings: readonly EventSourceMappingConfiguration[];
}

interface TemplateResource {
  readonly Metadata?: { readonly 'aws:asset:path'?: string };
  readonly Properties?: { readonly Description?: string };
}

/** What only exists when it is deployed, such as the names in the environment, comes from Lambda. */
export function functionsOf(deployed: Deployed): readonly DeployedFunction[] {
  return deployed.functions.map((found) => functionOf(deployed, found));
}

function functionOf(
  { template, logicalIds, mappings }: Deployed,
  found: FunctionConfiguration,
): DeployedFunction {
  const { FunctionName: name = '', Handler, Timeout = 3, MemorySize = 128, Environment } = found;
  const resource = template.Resources[logicalIds.get(name) ?? ''];
  const asset = resource?.Metadata?.['aws:asset:path'];
  if (asset === undefined) throw new Error(`The template has no bundle of the function '${name}'`);
  return {
    name,
    description: resource?.Properties?.Description ?? '',
    handler: `cdk.out/${asset}/${Handler}`,
    timeout: Timeout,
    memorySize: MemorySize,
    environment: Environment?.Variables ?? {},
    queues: mappings
      .filter(({ FunctionArn = '' }) => FunctionArn.endsWith(`:${name}`))
      .map(({ EventSourceArn: arn = '', BatchSize: batchSize = 10 }) => ({ arn, batchSize })),
  };
}
