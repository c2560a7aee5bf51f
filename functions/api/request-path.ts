import type { APIGatewayProxyEvent } from 'aws-lambda';

/**
 * The path below the stage. `event.path` has the base path of a custom domain before it, `resource` and its
 * parameters have not.
 */
export function requestPath({ resource, pathParameters, path }: APIGatewayProxyEvent): string {
  if (!resource || (resource.includes('{') && !pathParameters)) return path;
  return resource.replace(/\{(\w+)\+?\}/g, (_, name: string) => pathParameters?.[name] ?? '');
}

/** The path as the caller wrote it, with the stage or the base path. */
export function callerPath({ requestContext, path }: APIGatewayProxyEvent): string {
  return requestContext?.path ?? path;
}
