import { clock, EndsChart } from '../charts/bar-chart.tsx';
import { attemptsIn, averageDuration, type Series } from '../charts/sum-stats.ts';
import { Scrolled } from './scrolled.tsx';
import { numbers } from './tiles.tsx';
import { durationText } from './time-text.ts';

/** Throughput of all job types together, as a chart and as a table. */
export function EndsPanel({
  series,
  period,
}: {
  readonly series: Series;
  readonly period: string;
}) {
  const { buckets, sum } = series;
  const most = Math.max(0, ...buckets.map((bucket) => attemptsIn(bucket.sum)));
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <section class="card">
      <div class="panel-heading">
        <h2>Ends of attempts</h2>
        <ul class="legend" aria-label="Colours">
          {(['succeeded', 'retried', 'failed', 'cancelled'] as const).map((kind) => (
            <li key={kind}>
              <span class={`swatch ${kind}`} /> {numbers.format(sum[kind])} {kind}
            </li>
          ))}
        </ul>
      </div>
      <div class="plot">
        <span class="axis quiet" aria-hidden="true">
          {numbers.format(most)}
        </span>
        <EndsChart
          label={`${period}: ${sum.succeeded} attempts succeeded, ${sum.retried} are retried, ${sum.failed} failed, ${sum.cancelled} were cancelled`}
          buckets={buckets}
        />
        <p class="axis quiet" aria-hidden="true">
          <span>{first && clock.format(first.from)}</span>
          <span>{last && clock.format(last.to)}</span>
        </p>
      </div>
      <details>
        <summary>As a table</summary>
        <BucketTable series={series} period={period} />
      </details>
    </section>
  );
}

function BucketTable({ series, period }: { readonly series: Series; readonly period: string }) {
  const busy = series.buckets.filter(({ sum }) => attemptsIn(sum) > 0).reverse();
  if (busy.length === 0) return <p class="quiet">Nothing ended.</p>;
  return (
    <Scrolled label="Ends of attempts as a table">
      <table>
        <caption class="unseen">{period}: ends of attempts, the latest first</caption>
        <thead>
          <tr>
            {['From', 'Succeeded', 'Retried', 'Failed', 'Cancelled', 'Average'].map((name) => (
              <th key={name} scope="col" class={name === 'From' ? '' : 'number'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.map(({ from, sum }) => (
            <tr key={from}>
              <th scope="row">{clock.format(from)}</th>
              <td class="number">{sum.succeeded}</td>
              <td class="number">{sum.retried}</td>
              <td class="number">{sum.failed}</td>
              <td class="number">{sum.cancelled}</td>
              <td class="number">{durationText(averageDuration(sum) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
