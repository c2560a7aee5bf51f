/** The parts of a CloudFormation template that are read here. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
}

/** Below the stack, as in the code: `Queue-default/Queue`. */
export function pathOf({ Metadata }: TemplateResource): string {
  return (Metadata?.['aws:cdk:path'] ?? '').replace(/^[^/]*\//, '').replace(/\/Resource$/, '');
}

/** Each logical id, with its path. */
export function pathsOf({ Resources }: StackTemplate): ReadonlyMap<string, string> {
  return new Map(Object.entries(Resources).map(([id, resource]) => [id, pathOf(resource)]));
}
