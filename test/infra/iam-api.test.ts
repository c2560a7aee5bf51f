import { Template } from 'aws-cdk-lib/assertions';
import { ArnPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { iamAccess } from '../../functions/api/iam-access.ts';
import { createStack, resourceAt, resourcesOf, synthesise } from './synthesise.ts';

const orders = {
  arn: 'arn:aws:iam::111122223333:role/Orders',
  tenant: 'shop',
  scopes: ['enqueue'],
} as const;
const template = synthesise({ iamCallers: [orders] });

function methodsOf(api: string, each = template) {
  return Object.entries(resourcesOf(each, 'AWS::ApiGateway::Method'))
    .filter(([path]) => path.startsWith(`${api}/`))
    .map(([path, { Properties }]) => [
      path.replace(`${api}/Gateway/Default`, ''),
      Properties.AuthorizationType,
    ]);
}

describe('the gateway for signed requests', () => {
  it('is there only if the stack names who may send them', () => {
    expect(methodsOf('IamApi', synthesise())).toEqual([]);
    expect(Object.keys(template.findOutputs('IamApiUrl'))).toHaveLength(1);
  });

  it('has the paths of the other one, each with the authorization of IAM', () => {
    const paths = methodsOf('Api').map(([path]) => path);

    expect(methodsOf('IamApi')).toEqual(paths.map((path) => [path, 'AWS_IAM']));
    expect(new Set(methodsOf('Api').map(([, type]) => type))).toEqual(new Set(['NONE']));
  });

  it('keeps other accounts out, and lets nobody in by itself', () => {
    const { Properties } = resourceAt(template, 'AWS::ApiGateway::RestApi', 'IamApi/Gateway');

    expect(Properties.Policy).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { StringNotEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
        },
      ],
    });
  });

  it('may call both functions, which know it by its id, and who may do what', () => {
    const told = ['Api/Api/Function', 'Api/Waiting/Function'].map((path) => {
      const { Environment } = resourceAt(template, 'AWS::Lambda::Function', path).Properties;
      const [, parts] = Object(Environment).Variables.IAM_ACCESS['Fn::Join'];
      return parts.map((part: unknown) => (typeof part === 'string' ? part : 'the-id')).join('');
    });
    const sources = Object.values(resourcesOf(template, 'AWS::Lambda::Permission'))
      .map(({ Properties }) => JSON.stringify(Properties.SourceArn))
      .filter((arn) => /IamApiGateway/.test(arn ?? ''));

    expect(told.map(iamAccess)).toEqual(
      Array(2).fill({ iam: { apiId: 'the-id', callers: [orders] } }),
    );
    expect(sources).toHaveLength(2);
  });

  it('says of a request without a right signature that it needs one', () => {
    const unsigned = Object.entries(resourcesOf(template, 'AWS::ApiGateway::GatewayResponse'))
      .filter(
        ([path, { Properties }]) => path.startsWith('IamApi/') && Properties.StatusCode === '401',
      )
      .map(([, { Properties }]) => Properties.ResponseType);

    expect(unsigned.sort()).toEqual([
      'EXPIRED_TOKEN',
      'INVALID_SIGNATURE',
      'MISSING_AUTHENTICATION_TOKEN',
    ]);
  });
});

describe('grantCall', () => {
  it('lets a role call that gateway, and no other', () => {
    const stack = createStack({ iamCallers: [orders] });
    const role = new Role(stack, 'Caller', { assumedBy: new ArnPrincipal(orders.arn) });

    stack.grantCall(role);

    const policies = Object.entries(resourcesOf(Template.fromStack(stack), 'AWS::IAM::Policy'));
    const [policy] = policies.filter(([path]) => path.startsWith('Caller/'));
    const [statement] = Object(policy?.[1].Properties.PolicyDocument).Statement;
    expect(statement).toMatchObject({ Action: 'execute-api:Invoke', Effect: 'Allow' });
    expect(JSON.stringify(statement.Resource)).toMatch(/IamApiGateway\w+"\},"\/v1\/\*\/\*"/);
  });

  it('is refused by a stack that takes no signed requests', () => {
    const stack = createStack();
    const role = new Role(stack, 'Caller', { assumedBy: new ArnPrincipal(orders.arn) });

    expect(() => stack.grantCall(role)).toThrow('name those who may send them in iamCallers');
  });
});

describe('iamCallers', () => {
  it.each([
    [{ arn: 'Orders' }, /'Orders' is no role and no user: give its ARN/],
    [{ arn: 'arn:aws:sts::111122223333:assumed-role/Orders/x' }, /is no role and no user/],
    [{ arn: orders.arn, tenant: 'a#1' }, /the tenant is 'a#1': use 1 to 64/],
  ])('may not be %j', (caller, message) => {
    expect(() => createStack({ iamCallers: [caller] })).toThrow(message);
  });
});
