import { durationText } from '../parts/time-text.ts';
import { attemptsIn, averageDuration, type Bucket, type Sum } from './sum-stats.ts';

const kinds = ['succeeded', 'cancelled', 'retried', 'failed'] as const;
const height = 100;
/** Of the width of a bar with its gap. */
const bar = 0.74;

/** Ends of attempts in each stretch of time, one kind upon the other. The numbers are in its table. */
export function EndsChart({
  label,
  buckets,
}: {
  readonly label: string;
  readonly buckets: readonly Bucket[];
}) {
  const most = Math.max(1, ...buckets.map(({ sum }) => attemptsIn(sum)));
  return (
    <Frame label={label} buckets={buckets}>
      {buckets.map(({ from, sum }, place) => (
        <Stack key={from} sum={sum} place={place} scale={height / most} />
      ))}
    </Frame>
  );
}

function Stack({
  sum,
  place,
  scale,
}: {
  readonly sum: Sum;
  readonly place: number;
  readonly scale: number;
}) {
  let top = height;
  return (
    <>
      {kinds.map((kind) => {
        const tall = sum[kind] * scale;
        top -= tall;
        return (
          tall > 0 && (
            <rect
              key={kind}
              class={kind}
              x={place + (1 - bar) / 2}
              y={top}
              width={bar}
              height={tall}
            />
          )
        );
      })}
    </>
  );
}

/** How long attempts took on average. Where nothing ended there is no bar. */
export function DurationChart({
  label,
  buckets,
}: {
  readonly label: string;
  readonly buckets: readonly Bucket[];
}) {
  const averages = buckets.map(({ sum }) => averageDuration(sum));
  const most = Math.max(1, ...averages.map((average) => average ?? 0));
  return (
    <Frame label={label} buckets={buckets}>
      {averages.map((average, place) => {
        if (average === undefined) return null;
        // A stretch in which something ended is to be seen, however fast it was.
        const tall = Math.max(3, (average / most) * height);
        return (
          <rect
            key={buckets[place]?.from}
            class="duration"
            x={place + (1 - bar) / 2}
            y={height - tall}
            width={bar}
            height={tall}
          />
        );
      })}
    </Frame>
  );
}

function Frame({
  label,
  buckets,
  children,
}: {
  readonly label: string;
  readonly buckets: readonly Bucket[];
  readonly children: preact.ComponentChildren;
}) {
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${buckets.length} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {children}
      {buckets.map(({ from, to, sum }, place) => (
        <rect key={from} class="hover" x={place} y={0} width={1} height={height}>
          <title>{bucketText({ from, to, sum })}</title>
        </rect>
      ))}
    </svg>
  );
}

/** `14:05–14:06: 12 succeeded, 1 failed, 240 ms on average`. */
function bucketText({ from, to, sum }: Bucket): string {
  const counts = kinds.filter((kind) => sum[kind] > 0).map((kind) => `${sum[kind]} ${kind}`);
  const average = averageDuration(sum);
  const took = average === undefined ? [] : [`${durationText(average)} on average`];
  const text = [...counts, ...took].join(', ') || 'nothing ended';
  return `${clock.format(from)}–${clock.format(to)}: ${text}`;
}

export const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
