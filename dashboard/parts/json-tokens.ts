export type TokenKind = 'name' | 'text' | 'number' | 'word' | 'rest';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const parts =
  /("(?:[^"\\]|\\.)*")(?=\s*:)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([^"\d\-tfn]+|.)/gs;
const kinds: readonly TokenKind[] = ['name', 'text', 'number', 'word', 'rest'];

/** What each piece of JSON text is, in its order; together they are the text. */
export function jsonTokens(text: string): readonly Token[] {
  return [...text.matchAll(parts)].map(([whole, ...groups]) => ({
    kind: kinds[groups.findIndex((group) => group !== undefined)] ?? 'rest',
    text: whole,
  }));
}
