import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { registerJobs } from '../../functions/core/job-registry.ts';
import { defineQueues } from '../../functions/core/queue-settings.ts';
import { ErrandStack, type ErrandStackProps } from '../../infra/errand-stack.ts';
import { pathOf } from '../../scripts/permissions/stack-template.ts';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly Metadata?: { readonly 'aws:cdk:path': string };
}

export const queues = defineQueues({
  default: {},
  slow: { timeout: '15m', memory: 1_024, concurrency: 3, batch: 100, window: '2s' },
});

const assemblies: string[] = [];

afterAll(() => {
  for (const folder of assemblies) rmSync(folder, { recursive: true });
});

/** The flags of the real app decide what the template looks like. Bundling is left out: it takes seconds. */
export function createApp(): App {
  const { context } = JSON.parse(
    readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
  ) as { context: Record<string, unknown> };
  const outdir = mkdtempSync(join(tmpdir(), 'errand-infra-'));
  assemblies.push(outdir);
  return new App({
    outdir,
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      'aws:cdk:disable-asset-staging': true,
      'aws:cdk:enable-path-metadata': true,
    },
  });
}

export function createStack(props: Partial<ErrandStackProps> = {}, app = createApp()) {
  return new ErrandStack(app, 'Test', { jobs: registerJobs(queues, []), ...props });
}

export function synthesise(props: Partial<ErrandStackProps> = {}): Template {
  return Template.fromStack(createStack(props));
}

/** The resources of a type, each under its path below the stack: `Queue-default/Queue`. */
export function resourcesOf(template: Template, type: string): Readonly<Record<string, Resource>> {
  const found = template.findResources(type) as Readonly<Record<string, Resource>>;
  return Object.fromEntries(Object.values(found).map((resource) => [pathOf(resource), resource]));
}

export function resourceAt(template: Template, type: string, path: string): Resource {
  const resource = resourcesOf(template, type)[path];
  if (resource === undefined) throw new Error(`The template has no ${type} at ${path}`);
  return resource;
}

/** Each logical id of a stack, with its path. */
export function pathsOf(template: Template): ReadonlyMap<string, string> {
  const all: Record<string, Resource> = template.toJSON().Resources;
  return new Map(Object.entries(all).map(([id, resource]) => [id, pathOf(resource)]));
}
