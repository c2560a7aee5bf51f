/** A request to a service of AWS, as it comes over the wire. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What IAM asks for before a call is let through: `dynamodb:Query` on `Errand-Jobs/index/timeline`. */
export interface NeededPermission {
  readonly action: string;
  /**
   * As the account knows it: the name of a table, a table's index or a queue; the kind and the id of other
   * resources. `*`: a call of no resource.
   */
  readonly resource: string;
}

/**
 * One for each resource that the request names. A request that is not known here needs an action that no
 * role has, so that it shows.
 */
export function neededPermissions(request: ServiceRequest): readonly NeededPermission[] {
  const { service, operation } = operationOf(request);
  const action = `${service}:${actionNames[operation] ?? operation}`;
  return resourcesOf(service, request).map((resource) => ({ action, resource }));
}

/** IAM knows no batches of SQS: their entries are what is allowed. */
const actionNames: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/** The service that the request is signed for, and the operation by whichever protocol names it. */
function operationOf({ method, path, headers }: ServiceRequest) {
  const [, service = 'unknown'] =
    /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(String(headers.authorization)) ?? [];
  const json = String(headers['x-amz-target'] ?? '').split('.')[1];
  const cbor = /^\/service\/[^/]+\/operation\/(\w+)$/.exec(path)?.[1];
  return {
    service: signingNames[service] ?? service,
    operation: json ?? cbor ?? restOperation(`${method} ${path}`),
  };
}

/** Of the services that name no operation but by method and path. */
function restOperation(call: string): string {
  return restOperations.find(([form]) => form.test(call))?.[1] ?? call;
}

const restOperations = [
  [/^GET \/2015-03-31\/event-source-mappings\/[^/]+$/, 'GetEventSourceMapping'],
  [/^PUT \/2015-03-31\/event-source-mappings\/[^/]+$/, 'UpdateEventSourceMapping'],
] as const;

/** Where IAM has another name for the service than its signatures. */
const signingNames: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

interface NamesResources {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly QueueUrl?: string;
}

function resourcesOf(service: string, { path, body }: ServiceRequest): readonly string[] {
  const mapping = /\/event-source-mappings\/([^/]+)$/.exec(path)?.[1];
  if (mapping !== undefined) return [`event-source-mapping:${mapping}`];
  if (service !== 'dynamodb' && service !== 'sqs') return ['*'];
  const { TableName, IndexName, RequestItems = {}, QueueUrl } = parsed(body);
  const queue = QueueUrl?.slice(QueueUrl.lastIndexOf('/') + 1);
  const table = IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`;
  const named = [queue, table, ...Object.keys(RequestItems)].filter((name) => name !== undefined);
  return named.length > 0 ? named : ['*'];
}

function parsed(json: string): NamesResources {
  try {
    return JSON.parse(json) as NamesResources;
  } catch {
    return {};
  }
}
