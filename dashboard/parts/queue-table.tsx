import type { QueueDepth } from '../../client/overview-shapes.ts';
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
              <th scope="row">
                {queue.name} {queue.paused && <span class="status retrying">paused</span>}
              </th>
              <td class="number" data-label="Waiting">
                {numbers.format(queue.waiting)}
              </td>
              <td class="number" data-label="Delayed">
                {numbers.format(queue.delayed)}
              </td>
              <td class="number" data-label="In flight">
                {numbers.format(queue.inFlight)}
              </td>
              <td class={queue.deadLetters > 0 ? 'number bad' : 'number'} data-label="Dead letters">
                {numbers.format(queue.deadLetters)}
              </td>
              <td class="number" data-label="Oldest">
                {queue.oldestSeconds === undefined
                  ? '–'
                  : durationText(queue.oldestSeconds * 1_000)}
              </td>
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
