/**
 * Refuses to run against anything but an emulator on this machine: the tests that ask make tables and
 * queues. The SDK reads the same variable.
 */
export function requireEmulator(): void {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint?.startsWith('http://127.0.0.1:')) return;
  throw new Error(
    `Expected AWS_ENDPOINT_URL to be an emulator on 127.0.0.1, got '${endpoint ?? ''}': run 'npm run test:ministack' or 'npm run test:localstack'`,
  );
}
