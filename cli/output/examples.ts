/** The end of a command's help. Each is a command line, and perhaps what it does. */
export function examples(...all: readonly (string | readonly [string, string])[]): string {
  const pairs = all.map((one) => (typeof one === 'string' ? ([one, ''] as const) : one));
  const width = Math.max(...pairs.map(([line]) => line.length));
  const lines = pairs.map(([line, meaning]) =>
    (meaning === '' ? `  $ ${line}` : `  $ ${line.padEnd(width)}  # ${meaning}`).trimEnd(),
  );
  return `\nExamples:\n${lines.join('\n')}\n`;
}
