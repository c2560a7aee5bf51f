import { describe, expect, it } from 'vitest';
import { jobs } from '../../../functions/jobs/index.ts';
import { exampleOrders } from '../../../scripts/example-orders.ts';
import { examplePhoto } from '../../../scripts/example-photo.ts';
import { faultsOf, readExample } from './run-job.ts';

const names = ['demo', 'summarise-csv', 'resize-image'] as const;

describe('the examples', () => {
  it.each(names)(
    'has a body for %s that its schema accepts and that is within the limit',
    async (name) => {
      const body: unknown = JSON.parse(readExample(`${name}.json`).toString());

      const { payload, ...rest } = body as { payload: unknown };

      expect(rest).toEqual({ type: name });
      expect(await faultsOf(jobs.types[name], payload)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(350_000);
    },
  );

  it('sends the data files that lie beside the bodies', () => {
    const csv = readExample('orders.csv').toString();
    const image = readExample('photo.jpg').toString('base64');

    expect(JSON.parse(readExample('summarise-csv.json').toString()).payload).toEqual({ csv });
    expect(JSON.parse(readExample('resize-image.json').toString()).payload.image).toBe(image);
  });

  it('has the data files that the script makes', () => {
    expect(readExample('orders.csv').toString()).toBe(exampleOrders());
    expect(readExample('photo.jpg').equals(examplePhoto())).toBe(true);
  });
});
