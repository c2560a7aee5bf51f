import { type AnswerCheck, answerCheck } from './answer-check.ts';

const checks = new Map<string, Promise<AnswerCheck>>();

/** Holds answers against the OpenAPI document that the target serves. It is asked for once. */
export function documentedAnswers(url: string): Promise<AnswerCheck> {
  const known = checks.get(url);
  if (known !== undefined) return known;
  const check = load(url);
  checks.set(url, check);
  // A server that is not there may be there when it is asked again.
  check.catch(() => checks.delete(url));
  return check;
}

async function load(url: string): Promise<AnswerCheck> {
  const response = await fetch(`${url}/openapi.json`);
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`GET ${url}/openapi.json answered ${response.status}: ${text}`);
  }
  const check = answerCheck(text);
  return (exchange) => (exchange.path === onlyVirtual ? undefined : check(exchange));
}

/** There while the clock is virtual, which no document of a real API has. */
const onlyVirtual = '/clock/advance';
