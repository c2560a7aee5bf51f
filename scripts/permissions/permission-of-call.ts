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
   * As the account knows it: the name of a table, a table's index or a queue, `event-source-mapping:` and an
   * id. `*`: a call of no resource.
   */
  readonly resource: string;
}

/**
 * One for each resource that the request names. A request that is not known here needs an action that no
 * role has, so that it shows.
 */
export function neededPermissions(request: ServiceRequest): readonly NeededPermission[] {
  const [, mapping] = /^\/2015-03-31\/(event-source-mapping)s\/[\w-]+$/.exec(request.path) ?? [];
  const mappingAction = mapping && mappingActions[request.method];
  if (mappingAction !== undefined) {
    const id = request.path.slice(request.path.lastIndexOf('/') + 1);
    return [{ action: mappingAction, resource: `${mapping}:${id}` }];
  }
  const { service, operation } = operationOf(request);
  const action = `${service}:${actionNames[operation] ?? operation}`;
  const resources = resourcesOf(service, request.body);
  return resources.map((resource) => ({ action, resource }));
}

/** Lambda's calls have no names on the wire: method and path say which one it is. */
const mappingActions: Readonly<Record<string, string>> = {
  GET: 'lambda:GetEventSourceMapping',
  PUT: 'lambda:UpdateEventSourceMapping',
};

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
    operation: json ?? cbor ?? `${method} ${path}`,
  };
}

/** Where IAM has another name for the service than its signatures. */
const signingNames: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

interface NamesResources {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly QueueUrl?: string;
}

function resourcesOf(service: string, body: string): readonly string[] {
  if (service !== 'dynamodb' && service !== 'sqs') return ['*'];
  const { TableName, IndexName, RequestItems = {}, QueueUrl } = JSON.parse(body) as NamesResources;
  const queue = QueueUrl?.slice(QueueUrl.lastIndexOf('/') + 1);
  const table = IndexName === undefined ? TableName : `${TableName}/index/${IndexName}`;
  const named = [queue, table, ...Object.keys(RequestItems)].filter((name) => name !== undefined);
  return named.length > 0 ? named : ['*'];
}
