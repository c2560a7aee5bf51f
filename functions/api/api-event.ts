import type middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Scope } from '../core/key-store.ts';
import type { Answer } from './answer.ts';
import type { ApiPorts } from './api-ports.ts';
import type { Caller } from './authenticate.ts';
import type { PathParameters } from './router.ts';
import type { Route } from './routes.ts';

/** The event as API Gateway sends it, with what each middleware found out, in this order. */
export interface ApiEvent extends APIGatewayProxyEvent {
  /** Never the caller's own: the protocol tells a replay from a lost answer by it. */
  requestId: string;
  route: Route;
  parameters: PathParameters;
  /** Empty where no key is needed. */
  tenant: string;
  /** Undefined where no key is needed. */
  caller: Caller | undefined;
  /** Of the caller; none where no key is needed. */
  scopes: readonly Scope[];
  /** What `JSON.parse` made of the body; undefined if there is none. */
  json: unknown;
  query: Query;
}

/** Each field at most once, and only fields that the route knows. */
export type Query = Readonly<Record<string, string>>;

export type ApiMiddleware = middy.MiddlewareObj<ApiEvent, APIGatewayProxyResult>;

export type Operation = (event: ApiEvent, ports: ApiPorts) => Answer | Promise<Answer>;
