import type { Operation } from './api-event.ts';
import { callerPath } from './request-path.ts';

const ownPath = '/openapi.json';

/** The OpenAPI document, with the address under which this very caller has found it. */
export const describeApi: Operation = async (event, { description }) => {
  const base = callerPath(event).slice(0, -ownPath.length);
  const text = await description.openApi();
  // The one place in the text: the document begins with its servers.
  return { status: 200, body: text.replace('"url":"/v1"', () => `"url":${JSON.stringify(base)}`) };
};
