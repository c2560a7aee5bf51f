import type { Scope } from '../core/key-store.ts';

/** One call of the API. Paths are templates; a stage or a prefix such as `/v1` is not part of them. */
interface RouteRow {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** What the key has to be allowed; `any`: a key will do. Without it the call needs no key. */
  readonly scope?: Scope | 'any';
  /** Without it a body is ignored. `none`: it may be missing or an empty object, nothing else. */
  readonly body?: 'required' | 'none';
  /** The query fields that are known. */
  readonly query: readonly string[];
}

export const routes = [
  {
    name: 'createJobs',
    method: 'POST',
    path: '/jobs',
    scope: 'enqueue',
    body: 'required',
    query: [],
  },
  {
    name: 'listJobs',
    method: 'GET',
    path: '/jobs',
    scope: 'read',
    query: ['status', 'type', 'tag', 'createdAfter', 'limit', 'cursor', 'ids'],
  },
  // Before the jobs: `retry` is no id.
  {
    name: 'retryJobs',
    method: 'POST',
    path: '/jobs/retry',
    scope: 'manage',
    body: 'required',
    query: [],
  },
  { name: 'getJob', method: 'GET', path: '/jobs/{id}', scope: 'read', query: [] },
  {
    name: 'deleteJob',
    method: 'DELETE',
    path: '/jobs/{id}',
    scope: 'manage',
    body: 'none',
    query: [],
  },
  {
    name: 'cancelJob',
    method: 'POST',
    path: '/jobs/{id}/cancel',
    scope: 'manage',
    body: 'none',
    query: [],
  },
  {
    name: 'retryJob',
    method: 'POST',
    path: '/jobs/{id}/retry',
    scope: 'manage',
    body: 'none',
    query: [],
  },
  {
    name: 'rescheduleJob',
    method: 'POST',
    path: '/jobs/{id}/reschedule',
    scope: 'manage',
    body: 'required',
    query: [],
  },
  { name: 'getLogs', method: 'GET', path: '/jobs/{id}/logs', scope: 'read', query: [] },
  { name: 'listSchedules', method: 'GET', path: '/schedules', scope: 'read', query: [] },
  { name: 'getSchedule', method: 'GET', path: '/schedules/{name}', scope: 'read', query: [] },
  {
    name: 'putSchedule',
    method: 'PUT',
    path: '/schedules/{name}',
    scope: 'manage',
    body: 'required',
    query: [],
  },
  {
    name: 'deleteSchedule',
    method: 'DELETE',
    path: '/schedules/{name}',
    scope: 'manage',
    body: 'none',
    query: [],
  },
  {
    name: 'runSchedule',
    method: 'POST',
    path: '/schedules/{name}/run',
    scope: 'manage',
    body: 'none',
    query: [],
  },
  { name: 'listTypes', method: 'GET', path: '/types', scope: 'read', query: [] },
  { name: 'listQueues', method: 'GET', path: '/queues', scope: 'read', query: [] },
  {
    name: 'pauseQueue',
    method: 'POST',
    path: '/queues/{name}/pause',
    scope: 'admin',
    body: 'none',
    query: [],
  },
  {
    name: 'resumeQueue',
    method: 'POST',
    path: '/queues/{name}/resume',
    scope: 'admin',
    body: 'none',
    query: [],
  },
  { name: 'readStats', method: 'GET', path: '/stats', scope: 'read', query: ['minutes', 'step'] },
  { name: 'readCaller', method: 'GET', path: '/me', scope: 'any', query: [] },
  { name: 'checkHealth', method: 'GET', path: '/health', query: [] },
  { name: 'describeApi', method: 'GET', path: '/openapi.json', query: [] },
  { name: 'showDashboard', method: 'GET', path: '/dashboard', query: [] },
  { name: 'readDashboardFile', method: 'GET', path: '/dashboard/{file}', query: [] },
] as const satisfies readonly RouteRow[];

export type RouteName = (typeof routes)[number]['name'];
export type Route = RouteRow & { readonly name: RouteName };
