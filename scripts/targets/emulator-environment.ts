import path from 'node:path';

/** Of this process, with what leads SDK and CDK to `endpoint`, and nothing that leads to an account of AWS. */
export function emulatorEnvironment(endpoint: string): NodeJS.ProcessEnv {
  // A profile would come before the credentials, and a session belongs to others than these.
  const { AWS_PROFILE: _, AWS_SESSION_TOKEN: __, ...environment } = process.env;
  return {
    ...environment,
    // The functions, and the programs of CDK, run on the `node` of the PATH: it has to be this one.
    PATH: [path.dirname(process.execPath), environment.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
