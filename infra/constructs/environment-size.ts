import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** Bytes of all names and values: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 4_096;
const uuidLength = 36;
const longestQueueName = 80;
/** A hyphen, and at most 13 letters and digits. */
const suffixLength = 14;
/** At most: `ap-southeast-7`, `123456789012`, `amazonaws.com.cn`. */
const lengths: Readonly<Record<string, number>> = {
  'AWS::Region': 14,
  'AWS::AccountId': 12,
  'AWS::URLSuffix': 16,
};

type Variables = Readonly<Record<string, unknown>>;

/**
 * A sentence if AWS would refuse the variables of a function for their size, which it does in the middle of a deployment.
 * A name that CloudFormation makes counts as long as it can be; what comes by another function of its than `Ref`,
 * `Fn::GetAtt` and `Fn::Join` counts nothing.
 */
export function environmentFaults(lambda: LambdaFunction): readonly string[] {
  const stack = Stack.of(lambda);
  // As of every function of CDK.
  const { environment } = lambda.node.defaultChild as CfnFunction;
  const { variables = {} }: { variables?: Variables } = stack.resolve(environment) ?? {};
  const lengthOf = measureIn(stack);
  const sizes = Object.entries(variables).map(
    ([name, value]) => [name, Buffer.byteLength(name) + lengthOf(value)] as const,
  );
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  if (bytes <= mostBytes) return [];
  const longest = sizes
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 4)
    .map(([name, size]) => `${name} ${size}`);
  return [
    `The environment of the function has up to ${bytes} bytes, but Lambda takes ${mostBytes} (the longest: ${longest.join(', ')}): have fewer queues, or give queues and stack shorter names, or shorten what you set yourself`,
  ];
}

function measureIn(stack: Stack): (value: unknown) => number {
  const types = new Map(
    stack.node
      .findAll()
      .filter((each) => CfnResource.isCfnResource(each))
      .map((each) => [String(stack.resolve(each.logicalId)), each.cfnResourceType]),
  );

  function nameLength(logicalId: string): number {
    const length = stack.stackName.length + 1 + logicalId.length + suffixLength;
    switch (types.get(logicalId)) {
      case 'AWS::SQS::Queue':
        return Math.min(length, longestQueueName);
      case 'AWS::Lambda::EventSourceMapping':
        return uuidLength;
      default:
        return length;
    }
  }

  return function lengthOf(value: unknown): number {
    if (typeof value === 'string') return Buffer.byteLength(value);
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = Object(value);
    if (typeof Ref === 'string') return lengths[Ref] ?? nameLength(Ref);
    if (Array.isArray(attribute)) return nameLength(String(attribute[0]));
    if (!Array.isArray(join)) return 0;
    const parts: readonly unknown[] = join[1];
    const between = String(join[0]).length * Math.max(0, parts.length - 1);
    return parts.reduce((sum: number, part) => sum + lengthOf(part), between);
  };
}
