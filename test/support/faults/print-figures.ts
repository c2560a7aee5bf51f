/** Prints a report, as JSON if asked to. Returns the exit code: 1 if something was violated. */
export function printFigures(
  report: { readonly violations: readonly string[] },
  json: boolean,
): number {
  const { violations, ...figures } = report;
  if (json) {
    console.log(JSON.stringify({ ...figures, violations }));
  } else {
    for (const [name, value] of Object.entries(figures)) {
      console.log(
        `${name.padEnd(18)} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
      );
    }
    console.log(`${'violations'.padEnd(18)} ${violations.length}`);
    for (const violation of violations.slice(0, 20)) console.error(violation);
  }
  return violations.length === 0 ? 0 : 1;
}
