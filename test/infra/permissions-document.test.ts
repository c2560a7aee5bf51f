import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { jobs } from '../../functions/jobs/index.ts';
import { idleReasons } from '../../scripts/permissions/compare-permissions.ts';
import { permissionsDocument } from '../../scripts/permissions/permissions-document.ts';
import { stackFunctions } from '../../scripts/permissions/stack-functions.ts';
import type { StackTemplate } from '../../scripts/permissions/stack-template.ts';
import { createStack } from './synthesise.ts';

const functions = stackFunctions(
  Template.fromStack(createStack({ jobs })).toJSON() as StackTemplate,
);

it('docs/permissions.md lists what the template grants', async () => {
  const document = permissionsDocument(functions);

  await expect(document).toMatchFileSnapshot('../../docs/permissions.md');
});

it('every reason for an action that no flow calls is about a grant that there is', () => {
  const idle = idleReasons(functions);

  expect(idle).toEqual([]);
});
