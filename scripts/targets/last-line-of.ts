/** What a program prints on failure is a page; its last line says why. */
export function lastLineOf(error: unknown): string {
  const { stderr } = error as { readonly stderr?: string };
  return stderr?.trim().split('\n').at(-1) || String(error);
}
