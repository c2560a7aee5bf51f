import { hash } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { ApiEvent, Operation } from './api-event.ts';
import { type DashboardFile, dashboardFiles } from './bundled-description.ts';
import { headerOf } from './header.ts';
import { Problem } from './problem.ts';
import { callerPath } from './request-path.ts';

/** The page. It holds no data: its script asks for a key, and for everything else with that key. */
export const showDashboard: Operation = async (event, { description }) =>
  fileAnswer(event, 'dashboard.html', await description.dashboard('dashboard.html'));

/** What the page loads. */
export const readDashboardFile: Operation = async (event, { description }) => {
  const [, ...loaded] = dashboardFiles;
  const file = loaded.find((name) => name === event.parameters.file);
  if (file === undefined) {
    throw new Problem(
      'unknown-path',
      `There is no path ${callerPath(event)}: the dashboard has ${loaded.join(' and ')}`,
    );
  }
  return fileAnswer(event, file, await description.dashboard(file));
};

/**
 * A browser may keep it but has to ask each time: a page and a script of two releases must not meet for longer
 * than a deploy takes.
 */
function fileAnswer(event: ApiEvent, file: DashboardFile, text: string): Answer {
  const etag = `"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
  const headers = {
    'Cache-Control': 'no-cache',
    ETag: etag,
    // With a 304 as well: a browser renews by it the headers of what it has.
    ...(file === 'dashboard.html' && pageHeaders),
  };
  if (headerOf(event, 'if-none-match')?.includes(etag)) return { status: 304, headers };
  return {
    status: 200,
    body: text,
    headers: { ...headers, 'Content-Type': `${mediaTypes[file]}; charset=utf-8` },
  };
}

const mediaTypes: Readonly<Record<DashboardFile, string>> = {
  'dashboard.html': 'text/html',
  'dashboard.js': 'text/javascript',
  'dashboard.css': 'text/css',
};

/** Nothing runs or shows but what comes from this very API, and nothing is sent anywhere else. */
const pageHeaders = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
};
