import type { IncomingMessage } from 'node:http';

/** As much as Lambda takes. The API itself refuses far less, with a better answer. */
export const longestRead = 6 * 1024 * 1024;

export type ReadBody =
  | { readonly outcome: 'read'; readonly body: Buffer }
  | { readonly outcome: 'too-large' }
  /** The client went away before it had sent all. */
  | { readonly outcome: 'gone' };

export function readBody(request: IncomingMessage): Promise<ReadBody> {
  const { promise, resolve } = Promise.withResolvers<ReadBody>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= longestRead) chunks.push(chunk);
    else resolve({ outcome: 'too-large' });
  });
  request.on('end', () => {
    const [only = Buffer.alloc(0)] = chunks;
    const body = chunks.length > 1 ? Buffer.concat(chunks, size) : only;
    resolve({ outcome: 'read', body });
  });
  request.on('error', () => resolve({ outcome: 'gone' }));
  request.on('close', () => resolve({ outcome: 'gone' }));
  return promise;
}
