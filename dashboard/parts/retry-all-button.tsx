import { ConfirmButton } from './confirm-button.tsx';
import { RateField, rateIn } from './rate-field.tsx';

/** Retries every failed job, those as well that the page has not loaded. */
export function RetryAllButton({
  type,
  count,
  hasMore,
  isActing,
  onRetry,
}: {
  readonly type: string | undefined;
  readonly count: number;
  readonly hasMore: boolean;
  readonly isActing: boolean;
  readonly onRetry: (rate: number | undefined) => void;
}) {
  return (
    <ConfirmButton
      label={type === undefined ? 'Retry all' : `Retry all of ${type}`}
      icon="retry"
      title={`Retry ${hasMore ? `these ${count} failed jobs and all older ones` : `all ${count} failed jobs`}?`}
      confirm="Retry all"
      isActing={isActing}
      onConfirm={(fields) => onRetry(rateIn(fields))}
    >
      <p>A job does it, one failed job after the other, and shows its progress here.</p>
      <RateField />
    </ConfirmButton>
  );
}
