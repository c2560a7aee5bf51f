import { NoAnswerError, RefusedError } from 'errand/client';
import { type Html, html, page } from './html.ts';
import { FormError } from './read-form.ts';

export class NoSuchPage extends Error {
  override readonly name = 'NoSuchPage';
}

export function faultPage(error: unknown): { readonly status: number; readonly body: Html } {
  const { status, title, text } = faultOf(error);
  const main = html`<h1>${title}</h1><p>${text}</p><p><a href="/">Back to the form</a></p>`;
  return { status, body: page(title, main) };
}

function faultOf(error: unknown) {
  if (error instanceof NoSuchPage) {
    const text = 'There is no such job, or it was so long ago that it is no longer kept.';
    return { status: 404, title: 'Not found', text };
  }
  if (error instanceof RefusedError && error.code === 'key-reused') {
    const text = 'This form was sent before, with another file. Go back to it for a new one.';
    return { status: 422, title: 'Sent before', text };
  }
  if (error instanceof FormError || isAboutTheFile(error)) {
    return { status: error.status, title: 'This cannot be summarised', text: error.message };
  }
  if (isPassing(error)) {
    const text =
      'The jobs cannot be reached just now. Reload this page in a moment: what was started goes on, and nothing is started twice.';
    return { status: 503, title: 'Try again in a moment', text };
  }
  const text = 'Something is wrong with this page. It has been written down.';
  return { status: 500, title: 'This did not work', text };
}

/** The API takes no such payload, and says why. A refusal of another kind, of the key say, is not about the file. */
function isAboutTheFile(error: unknown): error is RefusedError {
  return error instanceof RefusedError && [400, 413].includes(error.status);
}

function isPassing(error: unknown): boolean {
  if (error instanceof RefusedError) return error.status === 429 || error.status === 503;
  return (
    error instanceof NoAnswerError || (error instanceof Error && error.name === 'TimeoutError')
  );
}
