/** The words behind `errand` of each command line in a text, as a shell would split them. */
export function commandLinesIn(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .flatMap((line) => /(?:^|[\s(|])errand (.*)$/.exec(line)?.[1] ?? [])
    .map(wordsOf);
}

/** Up to whatever is no longer the command's: a pipe, a redirection, a closing bracket, a comment. */
function wordsOf(line: string): readonly string[] {
  const words = line.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g);
  const plain = [...words].map(([, single, double, bare]) => ({
    bare,
    text: single ?? double ?? bare ?? '',
  }));
  const end = plain.findIndex(({ bare }) => bare !== undefined && /^(#|\||\d?>|&&)|\)$/.test(bare));
  const own = end === -1 ? plain : plain.slice(0, plain[end]?.bare?.endsWith(')') ? end + 1 : end);
  return own.map(({ bare, text }) => (bare === undefined ? text : text.replace(/\)$/, '')));
}
