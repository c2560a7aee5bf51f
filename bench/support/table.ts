/** A table in Markdown. All columns but the first are numbers, unless `texts` names them by their place. */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  texts: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const kinds = head.map((_, place) => (place === 0 || texts.includes(place) ? '---' : '--:'));
  return [line(head), line(kinds), ...rows.map(line)].join('\n');
}
