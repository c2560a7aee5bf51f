import { describe, expect, it } from 'vitest';
import { callsOfStack } from '../../scripts/permissions/calls-of-stack.ts';
import {
  comparePermissions,
  idleGrants,
  refusedCalls,
} from '../../scripts/permissions/compare-permissions.ts';
import { stackFunctions } from '../../scripts/permissions/stack-functions.ts';
import type { RecordedCall } from '../../scripts/permissions/start-recorder.ts';

const template = {
  Resources: {
    Jobs1: { Type: 'AWS::DynamoDB::GlobalTable', ...at('Jobs/Table') },
    Role1: { Type: 'AWS::IAM::Role', ...at('Worker-a/Worker/Role') },
    Policy1: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role1' }],
        PolicyDocument: {
          Statement: [{ Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': ['Jobs1', 'Arn'] } }],
        },
      },
    },
    Mapping1: { Type: 'AWS::Lambda::EventSourceMapping', ...at('Worker-a/Worker/Messages') },
    Function1: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role1', 'Arn'] } },
      ...at('Worker-a/Worker/Function'),
    },
  },
};
const functions = stackFunctions(template);
const mappings = new Map([['uuid-1', 'Mapping1']]);
const get = {
  caller: 'Errand-Function1-X',
  action: 'dynamodb:GetItem',
  resource: 'Errand-Jobs1-X',
  times: 2,
};

describe('what is granted and what is called', () => {
  it('has no fault when it is the same', () => {
    expect(faultsOf([get])).toEqual([]);
  });

  it('differs by an action that is called and not granted', () => {
    const faults = faultsOf([get, { ...get, action: 'dynamodb:Scan' }]);

    expect(faults).toEqual([
      'Worker-a/Worker: dynamodb:Scan on Jobs/Table is called and not granted: AWS would refuse it',
    ]);
  });

  it('differs by an action on an index of the table', () => {
    const [fault] = faultsOf([get, { ...get, resource: 'Errand-Jobs1-X/index/timeline' }]);

    expect(fault).toContain('dynamodb:GetItem on Jobs/Table/index/timeline is called');
  });

  it('differs by a table of another stack', () => {
    const [fault] = faultsOf([get, { ...get, resource: 'Second-Jobs1-X' }]);

    expect(fault).toContain('dynamodb:GetItem on Second-Jobs1-X is called and not granted');
  });

  it('names an event source mapping by its path, although its id is made of no name', () => {
    const call = { ...get, action: 'lambda:UpdateEventSourceMapping' };
    const [fault] = faultsOf([get, { ...call, resource: 'event-source-mapping:uuid-1' }]);

    expect(fault).toContain(
      'lambda:UpdateEventSourceMapping on event-source-mapping:Worker-a/Worker/Messages is called',
    );
  });

  it('differs by an action that nobody calls, and no reason is given for', () => {
    const [fault] = faultsOf([]);

    expect(fault).toContain('dynamodb:GetItem on Jobs/Table is granted and was never called');
  });

  it("does not differ by the calls of another stack's functions", () => {
    expect(faultsOf([get, { ...get, caller: 'Second-Function1-X', action: 'a:B' }])).toEqual([]);
  });

  it('differs by a call that does not say which function made it', () => {
    const [fault] = faultsOf([get, { ...get, caller: '' }]);

    expect(fault).toContain('dynamodb:GetItem on Jobs/Table is called and not granted');
  });
});

function faultsOf(calls: readonly RecordedCall[]): readonly string[] {
  const deployed = { stackName: 'Errand', template, functions, mappings };
  const lines = comparePermissions(functions, callsOfStack(calls, deployed));
  return [...refusedCalls(lines), ...idleGrants(lines)];
}

function at(path: string) {
  return { Metadata: { 'aws:cdk:path': `Errand/${path}/Resource` } };
}
