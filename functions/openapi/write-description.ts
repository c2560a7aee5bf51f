import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { descriptionFiles } from '../api/bundled-description.ts';
import type { JobRegistry } from '../core/job-registry.ts';
import { openApiDocument } from './open-api-document.ts';
import { payloadSchemas } from './payload-schemas.ts';

/** Writes what the API says of itself into the folder of its bundle. */
export function writeDescription(jobs: JobRegistry, folder: string): void {
  const payloads = payloadSchemas(jobs);
  write(folder, descriptionFiles.openApi, openApiDocument(jobs, payloads));
  write(folder, descriptionFiles.payloadSchemas, payloads);
}

function write(folder: string, file: string, value: object): void {
  writeFileSync(join(folder, file), JSON.stringify(value));
}
