import { createKey } from './targets/create-key.ts';
import { lineOf } from './targets/line-of.ts';

/** Makes a key for a deployed stack, with the AWS credentials and the region of the environment. */
const [name] = process.argv.slice(2);
if (name === undefined) {
  console.error(
    'Say which table: npm run create-key -- <TableName>, from the outputs of the deployment',
  );
  process.exit(2);
}
try {
  console.log(await createKey({ environment: process.env }, name));
  console.error(
    "This key may do everything for the tenant 'default'. It is shown this once: keep it safe",
  );
} catch (error) {
  console.error(`The key could not be written to table '${name}': ${lineOf(error)}`);
  process.exitCode = 1;
}
