import { documentedAnswers } from '../open-api/documented-answers.ts';

/** `fetch`, which rejects if an answer of the API is not as its document says. */
export function documentedFetch(url: string): typeof fetch {
  return async (input, init) => {
    const check = await documentedAnswers(url);
    const request = new Request(input, init);
    const response = await fetch(request);
    const { status, headers } = response;
    const text = await response.clone().text();
    const path = new URL(request.url).pathname.slice(new URL(url).pathname.length);
    const fault = check({ method: request.method, path, status, headers, text });
    if (fault !== undefined) throw new Error(fault);
    return response;
  };
}
