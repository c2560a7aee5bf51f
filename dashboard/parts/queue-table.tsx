import type { QueueDepth } from '../../client/overview-shapes.ts';
import { isSystemQueue, oldestOf } from '../charts/sum-depths.ts';
import { useAction } from '../live/use-action.ts';
import { may } from '../session/permissions.ts';
import { useSession } from '../session/session.ts';
import { Icon } from './icon.tsx';
import { Failure } from './notice.tsx';
import { numbers } from './tiles.tsx';
import { durationText } from './time-text.ts';

export function QueueTable({
  queues,
  refresh,
}: {
  readonly queues: readonly QueueDepth[];
  readonly refresh: () => void;
}) {
  const { api, caller } = useSession();
  const { act, isActing, error } = useAction();
  const canPause = may(caller, 'pause-queue');
  const turn = ({ name, paused }: QueueDepth) =>
    act(async () => {
      await api.post(`/queues/${encodeURIComponent(name)}/${paused ? 'resume' : 'pause'}`);
      refresh();
      return paused ? `${name} goes on` : `${name} is paused: its jobs wait`;
    });

  return (
    <section class="card">
      <h2>Queues</h2>
      {error && <Failure error={error} />}
      <table class="stacked">
        <caption class="unseen">Queues, and what waits in them</caption>
        <thead>
          <tr>
            <th scope="col">Queue</th>
            {['Waiting', 'Delayed', 'In flight', 'Dead letters', 'Oldest'].map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
            {canPause && (
              <th scope="col">
                <span class="unseen">Pause or resume</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr key={queue.name}>
              <DepthCells queue={queue} />
              {canPause && (
                <td class="action">
                  <button
                    type="button"
                    aria-disabled={isActing}
                    onClick={() => turn(queue)}
                    aria-label={`${queue.paused ? 'Resume' : 'Pause'} ${queue.name}`}
                  >
                    <Icon name={queue.paused ? 'play' : 'pause'} />
                    {queue.paused ? 'Resume' : 'Pause'}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DepthCells({ queue }: { readonly queue: QueueDepth }) {
  const { name, paused, waiting, delayed, inFlight, deadLetters } = queue;
  const oldest = oldestOf(queue);
  return (
    <>
      <th scope="row">
        {name} {isSystemQueue(name) && <span class="tag">Errand's own</span>}{' '}
        {paused && <span class="status retrying">paused</span>}
      </th>
      <td class="number" data-label="Waiting">
        {numbers.format(waiting)}
      </td>
      <td class="number" data-label="Delayed">
        {numbers.format(delayed)}
      </td>
      <td class="number" data-label="In flight">
        {numbers.format(inFlight)}
      </td>
      <td class={deadLetters > 0 ? 'number bad' : 'number'} data-label="Dead letters">
        {numbers.format(deadLetters)}
      </td>
      <td class="number" data-label="Oldest">
        {oldest === undefined ? '–' : durationText(oldest * 1_000)}
      </td>
    </>
  );
}
