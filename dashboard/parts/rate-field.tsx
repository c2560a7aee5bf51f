/** How many jobs a second are retried, so that what failed under load does not come back as load. */
export function RateField() {
  return (
    <label>
      Jobs a second, at most (empty: as fast as it can)
      <input name="rate" type="number" min={1} max={1000} step={1} inputMode="numeric" />
    </label>
  );
}

export function rateIn(fields: FormData): number | undefined {
  const rate = Number(fields.get('rate'));
  return rate > 0 ? rate : undefined;
}
