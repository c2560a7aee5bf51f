/** When a job is to start. */
export interface Moment {
  readonly kind: 'now' | 'delay' | 'runAt';
  readonly delay: string;
  /** As a field of type `datetime-local` has it. */
  readonly runAt: string;
}

export const nowMoment: Moment = { kind: 'now', delay: '10m', runAt: '' };

export function momentBody({ kind, delay, runAt }: Moment): object {
  if (kind === 'delay') return { delay };
  return kind === 'runAt' && runAt !== '' ? { runAt: new Date(runAt).toISOString() } : {};
}

const kinds = { now: 'Now', delay: 'After a delay', runAt: 'At a time' } as const;

export function StartMoment({
  moment,
  onChange,
  faults,
}: {
  readonly moment: Moment;
  readonly onChange: (moment: Moment) => void;
  readonly faults: ReadonlyMap<string, string>;
}) {
  const fault = faults.get('#/delay') ?? faults.get('#/runAt');
  return (
    <fieldset class="moment">
      <legend>Start</legend>
      <div class="radios">
        {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
          <label key={kind} class="check">
            <input
              type="radio"
              name="moment"
              checked={moment.kind === kind}
              onChange={() => onChange({ ...moment, kind })}
            />
            {kinds[kind]}
          </label>
        ))}
      </div>
      {moment.kind === 'delay' && (
        <label>
          Delay: a number and ms, s, m, h or d
          <input
            required
            pattern="\d+(ms|s|m|h|d)"
            value={moment.delay}
            onInput={({ currentTarget }) => onChange({ ...moment, delay: currentTarget.value })}
          />
        </label>
      )}
      {moment.kind === 'runAt' && (
        <label>
          Date and time here
          <input
            required
            type="datetime-local"
            step={1}
            value={moment.runAt}
            onInput={({ currentTarget }) => onChange({ ...moment, runAt: currentTarget.value })}
          />
        </label>
      )}
      {fault !== undefined && <p class="field-fault">{fault}</p>}
    </fieldset>
  );
}
