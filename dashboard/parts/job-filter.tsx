import { statuses } from '../api/statuses.ts';
import { useTypes } from '../live/use-types.ts';
import { hrefOf, jobHref } from '../routing/route.ts';

const waiting = 'scheduled,queued,retrying';

/** The filters of the list, which are in the address: a list can be linked. */
export function JobFilter({ query }: { readonly query: Readonly<Record<string, string>> }) {
  const { types = [] } = useTypes();
  const { status = '', type = '', tag = '' } = query;
  const names = [...new Set([...types.map(({ name }) => name), ...(type === '' ? [] : [type])])];
  const isOffered = status === '' || status === waiting || statuses.some((one) => one === status);
  const statusNames = isOffered ? statuses : [...statuses, status];
  const show = (change: Readonly<Record<string, string>>) => {
    location.hash = hrefOf('jobs', { status, type, tag, ...change });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const id = String(fields.get('id') ?? '').trim();
    if (id === '') show({ tag: String(fields.get('tag') ?? '').trim() });
    else location.hash = jobHref(id);
  };
  const isFiltered = status !== '' || type !== '' || tag !== '';

  return (
    <search aria-label="Jobs">
      <form class="filter" onSubmit={submit}>
        <label>
          Status
          <select value={status} onChange={(event) => show({ status: event.currentTarget.value })}>
            <option value="">Any</option>
            <option value={waiting}>Waiting</option>
            {statusNames.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Job type
          <select value={type} onChange={(event) => show({ type: event.currentTarget.value })}>
            <option value="">Any</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Tag
          <input
            name="tag"
            type="search"
            key={tag}
            defaultValue={tag}
            placeholder="customer:42"
            spellcheck={false}
            pattern="[A-Za-z0-9._:\-]{1,64}"
            title="1 to 64 letters, digits, and . _ : -"
          />
        </label>
        <label class="grow">
          Job id
          <input name="id" type="search" placeholder="Opens the job" spellcheck={false} />
        </label>
        <button type="submit">Search</button>
        {isFiltered && (
          <a class="button plain-link" href={hrefOf('jobs')}>
            Clear
          </a>
        )}
      </form>
    </search>
  );
}
