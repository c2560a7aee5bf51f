import { parseArgs } from 'node:util';
import { scaleOf, scaleTables } from './scale/scale-tables.ts';

/**
 * How far a deployment goes, and what to turn for more: computed from the settings of the stack and the limits of
 * AWS. `docs/scale.md` has what it prints without options.
 */
const { values } = parseArgs({
  options: {
    'job-ms': { type: 'string', default: '100' },
    'request-jobs': { type: 'string', default: '1' },
    /** In hundredths. */
    scheduled: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});

const scale = scaleOf({
  jobMs: wholeNumber('job-ms', values['job-ms'], { least: 0, most: 900_000 }),
  requestJobs: wholeNumber('request-jobs', values['request-jobs'], { least: 1, most: 500 }),
  scheduledShare: wholeNumber('scheduled', values.scheduled, { least: 0, most: 100 }) / 100,
});
console.log(values.json ? JSON.stringify(scale, undefined, 2) : scaleTables(scale).join('\n\n'));

function wholeNumber(
  name: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new RangeError(
    `Expected --${name} to be a whole number from ${least} to ${most}, got '${text}'`,
  );
}
