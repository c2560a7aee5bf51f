/** Stands wherever a caller can put something that is nobody else's business, and so in no log. */
export const plantedSecret = 'planted-9b1f6a-ada.lovelace';

/**
 * The lines of a server's output that hold one of these texts. The greeting, which shows the key to whoever
 * starts the server, is none of its log.
 */
export function linesWith(secrets: readonly string[], output: string): readonly string[] {
  const lines = output.split('\n');
  const log = lines.slice(lines.findIndex((line) => line.startsWith('curl ')) + 1);
  return log.filter((line) => secrets.some((secret) => line.includes(secret)));
}

/** Throws if a server has logged its key, or what tests have planted. */
export function refuseLeaks({ key, output }: { key: string; output: string }): void {
  const leaks = linesWith([key, plantedSecret], output);
  if (leaks.length === 0) return;
  throw new Error(`The log holds what no log may hold, in ${leaks.length} lines:\n${leaks[0]}`);
}
