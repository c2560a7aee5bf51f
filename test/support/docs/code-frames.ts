import type { Block } from './page-blocks.ts';

/** What a part of a file stands in, so that the compiler can read it. `…` is where it stands. */
interface Frame {
  readonly page: string;
  /** How the part begins. */
  readonly begins: string;
  /** Where the reader has it, and why it is shown without what is around it. */
  readonly because: string;
  readonly around: string;
}

const frames: readonly Frame[] = [
  {
    page: 'docs/write-a-job.md',
    begins: 'const { context, propagation, trace }',
    because: 'inside any `run`, and its packages are not those of this repository',
    around: `import { defineJob } from 'errand';
import * as v from 'valibot';

export const traced = defineJob({
  name: 'traced',
  input: v.object({}),
  async run(_, { job }) {
    …
  },
});`,
  },
  {
    page: 'docs/schedules.md',
    begins: '  schedule: [',
    because: 'inside the job type that is shown whole above it',
    around: `import { cron, defineJob, every } from 'errand';
import * as v from 'valibot';

export const sendReport = defineJob({
  name: 'send-report',
  input: v.object({ to: v.string() }),
…
  run: async ({ to }) => ({ sentTo: to }),
});`,
  },
  ...['new ErrandStack(app, name, {', 'const stack = new ErrandStack(app, name, {'].map(
    (begins) => ({
      page: 'docs/callers.md',
      begins,
      because: 'in infra/app.ts, which docs/adopt.md shows whole',
      around: `import { App } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { ErrandStack } from 'errand/infra';
import { jobs } from '../jobs/index.ts';

const app = new App();
const name = 'MyJobs';
…
export { app, Role };`,
    }),
  ),
  {
    page: 'docs/callers.md',
    begins: 'tokenIssuer: {',
    because: 'an option of the stack that is shown above it',
    around: `import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { ErrandStackProps } from 'errand/infra';

declare const pool: UserPool;
declare const client: UserPoolClient;
export const some: Pick<ErrandStackProps, 'tokenIssuer'> = {
…
};`,
  },
  {
    page: 'docs/callers.md',
    begins: 'stack.grantEnqueue(checkout);',
    because: 'one line in infra/app.ts',
    around: `import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { ErrandStack } from 'errand/infra';

declare const stack: ErrandStack;
declare const checkout: Function;
…`,
  },
];

/** The block as a module of its own. A whole one has imports or exports, and needs no frame. */
export function framed(block: Block): string {
  const frame = frames.find(
    ({ page, begins }) => page === block.page && block.code.startsWith(begins),
  );
  return frame?.around.replace('…', () => block.code) ?? block.code;
}

/** Frames that no block of any page needs. */
export function idleFrames(found: readonly Block[]): readonly string[] {
  return frames
    .filter(
      ({ page, begins }) =>
        !found.some((block) => block.page === page && block.code.startsWith(begins)),
    )
    .map(({ page, begins }) => `${page}: ${begins}`);
}
