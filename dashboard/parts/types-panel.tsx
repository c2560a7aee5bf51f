import { DurationChart, EndsChart } from '../charts/bar-chart.tsx';
import { attemptsIn, averageDuration, type Series } from '../charts/sum-stats.ts';
import { hrefOf } from '../routing/route.ts';
import { numbers } from './tiles.tsx';
import { durationText } from './time-text.ts';

/** Throughput and duration of each job type. */
export function TypesPanel({
  types,
  period,
}: {
  readonly types: readonly (Series & { readonly type: string })[];
  readonly period: string;
}) {
  return (
    <section class="card">
      <h2>Job types</h2>
      {types.length === 0 ? (
        <p class="quiet">
          Nothing has ended in this time. <a href={hrefOf('start')}>Start a job</a>, and it shows
          here.
        </p>
      ) : (
        <table class="types stacked">
          <caption class="unseen">Job types, the busiest first</caption>
          <thead>
            <tr>
              <th scope="col">Job type</th>
              <th scope="col">Ends of attempts</th>
              <th scope="col" class="number">
                Succeeded
              </th>
              <th scope="col" class="number">
                Failed
              </th>
              <th scope="col" class="number">
                Retried
              </th>
              <th scope="col">Duration</th>
              <th scope="col" class="number">
                Average
              </th>
            </tr>
          </thead>
          <tbody>
            {types.map((series) => (
              <TypeRow key={series.type} series={series} period={period} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function TypeRow({
  series: { type, buckets, sum },
  period,
}: {
  readonly series: Series & { readonly type: string };
  readonly period: string;
}) {
  const average = durationText(averageDuration(sum) ?? 0);
  return (
    <tr>
      <th scope="row">
        <a href={hrefOf('jobs', { type })}>{type}</a>
      </th>
      <td class="spark" data-label="Ends of attempts">
        <EndsChart
          label={`${type}, ${period.toLowerCase()}: ${attemptsIn(sum)} ends of attempts`}
          buckets={buckets}
        />
      </td>
      <td class="number" data-label="Succeeded">
        {numbers.format(sum.succeeded)}
      </td>
      <td class="number" data-label="Failed">
        {sum.failed === 0 ? (
          '0'
        ) : (
          <a class="bad" href={hrefOf('failed', { type })}>
            {numbers.format(sum.failed)}
          </a>
        )}
      </td>
      <td class="number" data-label="Retried">
        {numbers.format(sum.retried)}
      </td>
      <td class="spark" data-label="Duration">
        <DurationChart
          label={`${type}, ${period.toLowerCase()}: attempts took ${average} on average`}
          buckets={buckets}
        />
      </td>
      <td class="number" data-label="Average">
        {average}
      </td>
    </tr>
  );
}
