import { useEffect, useRef, useState } from 'preact/hooks';
import type { Job } from '../../client/job-shapes.ts';
import type { TypeShown } from '../../client/overview-shapes.ts';
import { type Acting, useAction } from '../live/use-action.ts';
import { jobHref } from '../routing/route.ts';
import { useSession } from '../session/session.ts';
import { Failure } from './notice.tsx';
import { PayloadEditor } from './payload-editor.tsx';
import { type Moment, momentBody, nowMoment, StartMoment } from './start-moment.tsx';

/** Types that this key may not read are typed in by hand. */
export function StartForm({
  types,
  from,
  wanted,
}: {
  readonly types: readonly TypeShown[];
  readonly from: Job | undefined;
  readonly wanted: string | undefined;
}) {
  const { api } = useSession();
  const { act, isActing, error } = useAction();
  const [type, setType] = useState(from?.type ?? wanted ?? types[0]?.name ?? '');
  const [payload, setPayload] = useState<unknown>(from?.payload);
  const [moment, setMoment] = useState<Moment>(nowMoment);
  const [tags, setTags] = useState(from?.tags.join(' ') ?? '');
  const keyFor = useIdempotencyKey();
  const known = types.find(({ name }) => name === type);
  const faults = new Map(error?.faults.map(({ pointer = '', detail }) => [pointer, detail]));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void act(async () => {
      const body = {
        type,
        payload: payload ?? null,
        ...momentBody(moment),
        tags: tags.split(/[\s,]+/).filter((tag) => tag !== ''),
      };
      const headers = { 'Idempotency-Key': keyFor(JSON.stringify(body)) };
      const job = await api.post<Job>('/jobs', body, headers);
      location.hash = jobHref(job.id);
      return 'The job is accepted';
    });
  };
  return (
    <form class="card start-form" onSubmit={submit}>
      <div class="field">
        <label for="type">Job type</label>
        {types.length > 0 ? (
          <select
            id="type"
            value={type}
            onChange={({ currentTarget }) => {
              setType(currentTarget.value);
              setPayload(undefined);
            }}
          >
            {types.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        ) : (
          <input
            id="type"
            required
            value={type}
            onInput={({ currentTarget }) => setType(currentTarget.value)}
          />
        )}
      </div>
      {known && (
        <p class="quiet facts-line">
          Queue {known.queue}, timeout {known.timeout}, {known.maxAttempts} attempts
        </p>
      )}
      <PayloadEditor
        key={known?.name ?? ''}
        schema={known?.input ?? {}}
        first={payload}
        onChange={setPayload}
        faults={faults}
      />
      <StartMoment moment={moment} onChange={setMoment} faults={faults} />
      <div class="field">
        <label for="tags">
          <span>
            Tags <span class="quiet">optional, with spaces between</span>
          </span>
        </label>
        <input
          id="tags"
          value={tags}
          aria-invalid={error?.faults.some(({ pointer }) => pointer?.startsWith('#/tags')) === true}
          placeholder="customer:42 import"
          spellcheck={false}
          onInput={({ currentTarget }) => setTags(currentTarget.value)}
        />
      </div>
      <Ending isActing={isActing} error={error} />
    </form>
  );
}

/** The button, with what came of it: the top of a long form is out of sight. */
function Ending({ isActing, error }: Pick<Acting, 'isActing' | 'error'>) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  return (
    <div class="ending" ref={place}>
      {error && <Failure error={error} />}
      <p class="buttons">
        {/* Not `disabled`, which would take the focus from it. */}
        <button type="submit" class="primary" aria-disabled={isActing}>
          {isActing ? 'Starting…' : 'Start the job'}
        </button>
      </p>
    </div>
  );
}

/** One for each body: to send the same again after a lost answer starts no second job. */
function useIdempotencyKey(): (body: string) => string {
  const last = useRef({ body: '', key: '' });
  return (body) => {
    if (last.current.body !== body) {
      const bits = crypto.getRandomValues(new Uint8Array(16));
      last.current = { body, key: `dashboard-${Array.from(bits, hex).join('')}` };
    }
    return last.current.key;
  };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
