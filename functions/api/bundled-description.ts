import { readFile } from 'node:fs/promises';

/** What the API says and shows of itself. It is made while the functions are bundled, so that no start has to. */
export interface Description {
  /** OpenAPI 3.1, as JSON text. */
  openApi(): Promise<string>;
  /** Of the payload of each job type: JSON Schema, draft 2020-12; `{}` if its validator has none. */
  payloadSchemas(): Promise<Readonly<Record<string, unknown>>>;
  /** A file of the dashboard, as text. */
  dashboard(file: DashboardFile): Promise<string>;
}

export const dashboardFiles = ['dashboard.html', 'dashboard.js', 'dashboard.css'] as const;
export type DashboardFile = (typeof dashboardFiles)[number];

/** They lie beside the bundle's first module. */
export const descriptionFiles = {
  openApi: 'openapi.json',
  payloadSchemas: 'payload-schemas.json',
} as const;

/** Of the bundle that this code is in. */
export function bundledDescription(): Description {
  return {
    openApi: () => read(descriptionFiles.openApi),
    payloadSchemas: async () => JSON.parse(await read(descriptionFiles.payloadSchemas)),
    dashboard: read,
  };
}

function read(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), 'utf8');
}
