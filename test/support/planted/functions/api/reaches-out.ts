import { SQSClient } from '@aws-sdk/client-sqs';
import { Stack } from 'aws-cdk-lib';
import { expected } from '../../test/expected.ts';
import { double } from '../../testing/double.ts';
import { work } from '../worker/work.ts';

export const reachesOut = [SQSClient, Stack, double, expected, work];
