import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunction } from '../../functions/bundle.ts';
import { bundleDashboard } from '../../functions/bundle-dashboard.ts';
import type { JobRegistry } from '../../functions/core/job-registry.ts';
import { writeDescription } from '../../functions/openapi/write-description.ts';

export interface FunctionSource {
  /** The folder that holds a folder for each function. */
  readonly functionsDir: string;
  /** The module that `#jobs` stands for. */
  readonly jobsModule: string;
  /** What that module exports, for the description of the API. */
  readonly jobs: JobRegistry;
}

/** The bundle of one function. It is made at synth, by esbuild, and never in a container. */
export function functionCode(
  { functionsDir, jobsModule, jobs }: FunctionSource,
  folder: string,
  module = 'handler',
): Code {
  const entry = join(functionsDir, folder, module);
  return Code.fromAsset(join(functionsDir, folder), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK asks for an image, but takes one only if `tryBundle` answers false.
      image: DockerImage.fromRegistry('unused'),
      // CDK keeps one bundle for equal options, and sees no difference between two functions `tryBundle`.
      environment: { JOBS: jobsModule, ENTRY: entry },
      local: {
        tryBundle(outdir) {
          bundleFunction({ entry, outdir, jobs: jobsModule });
          if (folder === 'api') {
            writeDescription(jobs, outdir);
            bundleDashboard(outdir);
          }
          return true;
        },
      },
    },
  });
}
