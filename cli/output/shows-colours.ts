/** `NO_COLOR` takes colours away, whatever else is said; `FORCE_COLOR` has them in a pipe too; else a terminal has them. */
export function showsColours(
  { isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>,
  { NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv,
): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return isTTY === true && TERM !== 'dumb';
}
