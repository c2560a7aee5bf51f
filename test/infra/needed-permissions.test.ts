import { describe, expect, it } from 'vitest';
import { neededPermissions } from '../../scripts/permissions/permission-of-call.ts';

const queueUrl = 'http://127.0.0.1:4566/000000000000/Errand-Queue-1';

function request(service: string, target: string | undefined, body: object, path = '/') {
  return {
    method: 'POST',
    path,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, Signature=0`,
      ...(target !== undefined && { 'x-amz-target': target }),
    },
    body: JSON.stringify(body),
  };
}

describe('the permissions that a call needs', () => {
  it.each([
    ['UpdateItem', { TableName: 'Jobs' }, 'Jobs'],
    ['Query', { TableName: 'Jobs', IndexName: 'timeline' }, 'Jobs/index/timeline'],
    ['BatchGetItem', { RequestItems: { Jobs: { Keys: [] } } }, 'Jobs'],
  ])('are, for %s, of the table or the index that it names', (operation, body, resource) => {
    const needed = neededPermissions(request('dynamodb', `DynamoDB_20120810.${operation}`, body));

    expect(needed).toEqual([{ action: `dynamodb:${operation}`, resource }]);
  });

  it.each([
    ['SendMessage', 'sqs:SendMessage'],
    ['SendMessageBatch', 'sqs:SendMessage'],
    ['ChangeMessageVisibilityBatch', 'sqs:ChangeMessageVisibility'],
  ])('are, for %s of a queue, %s', (operation, action) => {
    const needed = neededPermissions(
      request('sqs', `AmazonSQS.${operation}`, { QueueUrl: queueUrl }),
    );

    expect(needed).toEqual([{ action, resource: 'Errand-Queue-1' }]);
  });

  it('are of no resource for a metric', () => {
    const path = '/service/GraniteServiceVersion20100801/operation/GetMetricData';

    const needed = neededPermissions(request('monitoring', undefined, {}, path));

    expect(needed).toEqual([{ action: 'cloudwatch:GetMetricData', resource: '*' }]);
  });

  it.each([
    ['GET', 'lambda:GetEventSourceMapping'],
    ['PUT', 'lambda:UpdateEventSourceMapping'],
  ])('are of the event source mapping for %s of its path', (method, action) => {
    const path = '/2015-03-31/event-source-mappings/14e0db71-0000';

    const needed = neededPermissions({ ...request('lambda', undefined, {}, path), method });

    expect(needed).toEqual([{ action, resource: 'event-source-mapping:14e0db71-0000' }]);
  });

  it('are none that a role could have for a call of a form that is not known', () => {
    const needed = neededPermissions(request('lambda', undefined, {}, '/2015-03-31/functions'));

    expect(needed).toEqual([{ action: 'lambda:POST /2015-03-31/functions', resource: '*' }]);
  });
});
