/** In characters as people count them, near enough: those of two columns count as one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** At most `length` characters, the last an ellipsis if there were more. */
export function cut(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return length < 1 ? '' : `${characters.slice(0, length - 1).join('')}…`;
}
