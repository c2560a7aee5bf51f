import type { Status } from '../../functions/core/job-record.ts';
import { Icon } from './icon.tsx';

export function StatusBadge({ status }: { readonly status: Status }) {
  return (
    <span class={`status ${status}`}>
      <Icon name={status} />
      {status}
    </span>
  );
}
