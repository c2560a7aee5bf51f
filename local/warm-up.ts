const calls = 4;
/** Characters as in real data: quotes and line breaks to escape, and more than Latin. */
const text = 'A name, "quoted", and Ω\n'.repeat(10_000);

/**
 * Has the API refuse a few large requests before the address is given out, which stores nothing. V8
 * compiles code when it first runs: without this the first caller would wait for that.
 */
export async function warmUp(port: number, key: string): Promise<void> {
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: '-', payload: { text } }),
  };
  for (let call = 0; call < calls; call += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/jobs`, request);
    await answer.text();
  }
}
