import type { QueueDepth } from '../../client/overview-shapes.ts';
import { sumDepths } from '../charts/sum-depths.ts';
import { averageDuration, type Sum } from '../charts/sum-stats.ts';
import { hrefOf } from '../routing/route.ts';
import { durationText } from './time-text.ts';

/** The numbers that somebody looks for first. */
export function Tiles({
  sum,
  queues,
}: {
  readonly sum: Sum;
  readonly queues: readonly QueueDepth[] | undefined;
}) {
  const depths = queues && sumDepths(queues);
  const average = averageDuration(sum);
  return (
    <dl class="tiles">
      <Tile name="Succeeded" value={numbers.format(sum.succeeded)} kind="good" />
      <Tile
        name="Failed"
        value={numbers.format(sum.failed)}
        kind={sum.failed > 0 ? 'bad' : ''}
        href={hrefOf('failed')}
      />
      <Tile
        name="Retried"
        value={numbers.format(sum.retried)}
        kind={sum.retried > 0 ? 'warn' : ''}
      />
      <Tile name="Average attempt" value={average === undefined ? '–' : durationText(average)} />
      <Tile name="Waiting now" value={depths ? numbers.format(depths.waiting) : '…'} />
      <Tile name="In flight now" value={depths ? numbers.format(depths.inFlight) : '…'} />
    </dl>
  );
}

function Tile({
  name,
  value,
  kind = '',
  href,
}: {
  readonly name: string;
  readonly value: string;
  readonly kind?: string;
  readonly href?: string;
}) {
  return (
    <div class={`card tile ${kind}`}>
      <dt>{href === undefined ? name : <a href={href}>{name}</a>}</dt>
      <dd>{value}</dd>
    </div>
  );
}

export const numbers = new Intl.NumberFormat();
