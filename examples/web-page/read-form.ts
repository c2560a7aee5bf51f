import type { IncomingMessage } from 'node:http';
import { sampleOrders } from './sample-orders.ts';

/** Bytes. More than the 350,000 that a payload may have, so that it is the API that says so. */
const longestBody = 1_000_000;

/** The visitor's fault: `message` is for the visitor. */
export class FormError extends Error {
  override readonly name = 'FormError';
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Form {
  readonly csv: string;
  readonly key: string;
  readonly slowly: boolean;
}

export async function readForm(request: IncomingMessage): Promise<Form> {
  const form = await parsed(await bodyOf(request), request.headers['content-type'] ?? '');
  const [file, key] = [form.get('csv'), String(form.get('key'))];
  if (!/^[\w-]{36}$/.test(key)) throw new FormError(400, 'This is not the form of this page.');
  const isChosen = file instanceof File && file.size > 0;
  return { csv: isChosen ? await file.text() : sampleOrders(), key, slowly: form.has('slowly') };
}

/** What is too much is read as well and let go, for a browser looks at an answer once it has sent everything. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= longestBody) chunks.push(chunk);
  }
  if (length > longestBody) throw new FormError(413, 'A file may have 300 kB.');
  return Buffer.concat(chunks);
}

async function parsed(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw new FormError(400, 'This is not the form of this page.');
  }
}
