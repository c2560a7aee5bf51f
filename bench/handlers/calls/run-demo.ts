/** The work of the job type `demo`, as far as it takes no time. */
export async function runDemo(payload: unknown): Promise<object> {
  const { outcome, echo }: { outcome?: string; echo?: unknown } = Object(payload);
  if (outcome === 'throw') throw new Error('The payload asks for an error');
  return { echo };
}
