import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openConnection } from '../support/connection.ts';
import type { BenchServer } from './start-server.ts';

const example = fileURLToPath(new URL('../../examples/summarise-csv.json', import.meta.url));

/**
 * Milliseconds until each of `count` calls that send the example of 3,000 rows is answered, with the
 * connection that each opens, as by `curl`. Every job is over before the next is sent.
 */
export async function measureAnswers(
  { url, key }: BenchServer,
  count: number,
): Promise<readonly number[]> {
  const body = readFileSync(example, 'utf8');
  const times: number[] = [];
  for (let call = 0; call < count; call += 1) {
    const started = performance.now();
    const connection = await openConnection(url, key);
    const answer = await connection.call('POST', '/jobs', { body });
    times.push(performance.now() - started);
    if (answer.status !== 202) throw new Error(`Expected 202, got ${JSON.stringify(answer)}`);

    const { id }: { id: string } = JSON.parse(answer.body);
    const ended = await connection.call('GET', `/jobs/${id}`, { prefer: 'wait=20' });
    connection.close();
    if (JSON.parse(ended.body).status !== 'succeeded') throw new Error(`Got ${ended.body}`);
  }
  return times;
}
