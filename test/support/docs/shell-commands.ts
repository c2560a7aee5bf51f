/**
 * The commands of a block, each as it is written but for comments and line ends within it. A quote that is open
 * at the end of a line goes on in the next.
 */
export function commandsIn(code: string): readonly string[] {
  const commands: string[] = [];
  let open = '';
  for (const line of code.split('\n')) {
    const text = open === '' ? withoutComment(line) : `${open}\n${line}`;
    open = /\\$|\|$/.test(text) || isInQuotes(text) ? text : '';
    if (open === '' && text.trim() !== '') commands.push(text.trim());
  }
  if (open !== '') commands.push(open);
  return commands;
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s+)#\s.*$/, '');
}

function isInQuotes(text: string): boolean {
  const plain = text.replaceAll(/\\./gs, '').replaceAll(/'[^']*'|"[^"]*"/g, '');
  return /['"]/.test(plain);
}
