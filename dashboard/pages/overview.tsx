import type { MinuteStats, QueueDepth } from '../../client/overview-shapes.ts';
import { sumStats } from '../charts/sum-stats.ts';
import { usePolled } from '../live/use-live.ts';
import { EndsPanel } from '../parts/ends-panel.tsx';
import { Failure, Loading } from '../parts/notice.tsx';
import { QueueTable } from '../parts/queue-table.tsx';
import { Tiles } from '../parts/tiles.tsx';
import { TypesPanel } from '../parts/types-panel.tsx';
import { useTitle } from '../parts/use-title.ts';
import { hrefOf } from '../routing/route.ts';
import { useSession } from '../session/session.ts';

/** In minutes; so many bars as fit a phone. */
const periods = {
  hour: { label: 'Last hour', minutes: 60, step: 1 },
  day: { label: 'Last day', minutes: 1_440, step: 30 },
} as const;
/** Each look at the queues has a price on AWS, where their numbers lag by a minute anyway. */
const pause = 10_000;

export function OverviewPage({ query }: { readonly query: Readonly<Record<string, string>> }) {
  useTitle('Overview');
  const { api } = useSession();
  const period = query.period === 'day' ? 'day' : 'hour';
  const { minutes, step, label } = periods[period];
  const stats = usePolled(`stats ${period}`, pause, async (signal) => {
    const path = `/stats?minutes=${minutes}&step=${step}`;
    const answer = await api.get<{ minutes: MinuteStats[] }>(path, signal);
    return sumStats(answer.minutes, { now: Date.now(), minutes, step });
  });
  const queues = usePolled('queues', pause, async (signal) => {
    return (await api.get<{ queues: QueueDepth[] }>('/queues', signal)).queues;
  });
  const error = stats.error ?? queues.error;

  return (
    <>
      <div class="heading">
        <h1>Overview</h1>
        <nav class="switch" aria-label="Period">
          {Object.entries(periods).map(([name, { label: text }]) => (
            <a
              key={name}
              href={hrefOf('overview', name === 'hour' ? {} : { period: name })}
              aria-current={name === period ? 'true' : undefined}
            >
              {text}
            </a>
          ))}
        </nav>
      </div>
      {error && <Failure error={error} again={stats.error ? stats.refresh : queues.refresh} />}
      {stats.data ? (
        <>
          <Tiles sum={stats.data.sum} queues={queues.data} />
          <EndsPanel series={stats.data} period={label} />
          <TypesPanel types={stats.data.types} period={label} />
        </>
      ) : (
        !error && <Loading what="statistics" />
      )}
      {queues.data && <QueueTable queues={queues.data} refresh={queues.refresh} />}
    </>
  );
}
