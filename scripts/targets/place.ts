import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** Where a stack goes: an emulator, or an account of AWS. */
export interface Place {
  /** Leads SDK and CDK to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** For what CDK writes. */
  readonly folder: string;
}

export interface Account {
  readonly account: string;
  readonly region: string;
}

/** Whose credentials these are, and for which region. Rejects with one line if that cannot be known. */
export async function accountOf({ environment }: Pick<Place, 'environment'>): Promise<Account> {
  const client = new STSClient(clientConfig(environment));
  try {
    const region = await client.config.region();
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    if (Account === undefined) throw new Error('AWS names no account');
    return { account: Account, region };
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`There are no AWS credentials, or no region, that can be used here: ${reason}`);
  } finally {
    client.destroy();
  }
}

export async function hasStack(
  { environment }: Pick<Place, 'environment'>,
  StackName: string,
): Promise<boolean> {
  const client = new CloudFormationClient(clientConfig(environment));
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks.some(({ StackStatus = '' }) => !/^(DELETE|REVIEW)_/.test(StackStatus));
  } catch (error) {
    if (error instanceof Error && error.message.includes('does not exist')) return false;
    throw error;
  } finally {
    client.destroy();
  }
}

/** Rejects with one line that says what to do if there is no such stack, or it cannot be looked at. */
export async function outputOf(
  { environment }: Pick<Place, 'environment'>,
  StackName: string,
  name: string,
): Promise<string> {
  const client = new CloudFormationClient(clientConfig(environment));
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    const found = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (found !== undefined) return found;
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(
      `Stack '${StackName}' cannot be looked up with the credentials and the region of the environment: ${reason}`,
    );
  } finally {
    client.destroy();
  }
  throw new Error(`Stack '${StackName}' has no output ${name}: is it one of Errand?`);
}

/** Of each resource of a stack, by its name; by its id if it has none. The URL of a queue ends in its name. */
export async function logicalIdsOf(
  { environment }: Pick<Place, 'environment'>,
  StackName: string,
): Promise<ReadonlyMap<string, string>> {
  const client = new CloudFormationClient(clientConfig(environment));
  const ids = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const { PhysicalResourceId = '', LogicalResourceId = '' } of page.StackResourceSummaries ??
      []) {
      const name = PhysicalResourceId.slice(PhysicalResourceId.lastIndexOf('/') + 1);
      ids.set(name, LogicalResourceId);
    }
  }
  client.destroy();
  return ids;
}

export function dynamoClient({ environment }: Pick<Place, 'environment'>): DynamoDBClient {
  return new DynamoDBClient(clientConfig(environment));
}

/** The SDK reads the environment of this process: an emulator's is another one, and has no need of more. */
function clientConfig(environment: NodeJS.ProcessEnv): object {
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (endpoint === undefined) return region === undefined ? {} : { region };
  const { AWS_ACCESS_KEY_ID = 'test', AWS_SECRET_ACCESS_KEY = 'test' } = environment;
  return {
    endpoint,
    region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  };
}
