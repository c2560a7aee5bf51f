import { describe, expect, it } from 'vitest';
import { awsPorts } from '../../../functions/aws/aws-ports.ts';
import { awsSettings } from '../../../functions/aws/aws-settings.ts';
import { day } from '../../../functions/core/duration.ts';

const mail = { url: 'https://sqs/1/mail', deadLetterUrl: 'https://sqs/1/mail-dead' };

const environment = {
  TABLE_NAME: 'jobs',
  QUEUES: JSON.stringify({ at: 'https://sqs/1/', names: { mail: ['mail', 'mail-dead'] } }),
  DUE_SHARDS: '4',
  TIMELINE_SHARDS: '8',
  RECORDS_DONE_DAYS: '20',
  RECORDS_FAILED_DAYS: '40',
  LONGEST_WAIT_SECONDS: '5',
  QUEUE: 'mail',
};

describe('the settings', () => {
  it('are what the environment says', () => {
    expect(awsSettings(environment)).toEqual({
      tableName: 'jobs',
      queues: { mail },
      shards: { due: 4, timeline: 8 },
      retention: { done: 20 * day, failed: 40 * day },
      longestWaitMs: 5_000,
      queueName: 'mail',
    });
  });

  it('need neither times nor a queue', () => {
    const { TABLE_NAME, QUEUES, DUE_SHARDS, TIMELINE_SHARDS } = environment;

    const settings = awsSettings({ TABLE_NAME, QUEUES, DUE_SHARDS, TIMELINE_SHARDS });

    expect(settings).toMatchObject({
      retention: { done: 30 * day, failed: 90 * day },
      longestWaitMs: 20_000,
    });
    expect(settings).not.toHaveProperty('queueName');
  });

  it.each(['TABLE_NAME', 'QUEUES', 'DUE_SHARDS', 'TIMELINE_SHARDS'])('fail without %s', (name) => {
    expect(() => awsSettings({ ...environment, [name]: undefined })).toThrow(
      `The environment variable ${name} is missing`,
    );
  });

  it.each([
    ['DUE_SHARDS', '0'],
    ['TIMELINE_SHARDS', '1.5'],
    ['RECORDS_DONE_DAYS', 'thirty'],
    ['LONGEST_WAIT_SECONDS', '-1'],
  ])('fail when %s is %s, and name both', (name, value) => {
    const set = () => awsSettings({ ...environment, [name]: value });

    expect(set).toThrow(name);
    expect(set).toThrow(`got '${value}'`);
  });

  it.each([
    'mail',
    '[]',
    '{}',
    'null',
    '{"at":"https://sqs/1/","names":{}}',
    '{"at":"https://sqs/1/","names":{"mail":null}}',
    '{"at":"https://sqs/1/","names":{"mail":["mail"]}}',
    '{"at":"https://sqs/1/","names":{"mail":["mail","a/b"]}}',
    '{"at":"https://sqs/1","names":{"mail":["mail","dead"]}}',
    '{"at":"sqs/","names":{"mail":["mail","dead"]}}',
  ])('fail when QUEUES is %s, and show what it could be', (QUEUES) => {
    expect(() => awsSettings({ ...environment, QUEUES })).toThrow('{"default":["…","…"]}');
  });

  it('fail when QUEUE is none of QUEUES, and name those', () => {
    expect(() => awsSettings({ ...environment, QUEUE: 'post' })).toThrow(
      "'post', which QUEUES does not have (it has: mail)",
    );
  });
});

describe('the ports', () => {
  it('tell a queue from its dead-letter queue by their ARNs', () => {
    const { sourceOf } = awsPorts({ ...environment });

    expect(sourceOf('arn:aws:sqs:eu-west-1:1:mail')).toEqual({ queue: 'mail', deadLetters: false });
    expect(sourceOf('arn:aws:sqs:eu-west-1:1:mail-dead')).toEqual({
      queue: 'mail',
      deadLetters: true,
    });
    expect(() => sourceOf('arn:aws:sqs:eu-west-1:1:other')).toThrow('mail, mail-dead');
  });

  it('are not made from an environment that lacks something', () => {
    expect(() => awsPorts({})).toThrow('QUEUES is missing');
  });
});
