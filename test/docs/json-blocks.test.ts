import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tokenCaller } from '../../functions/api/tokens/token-caller.ts';
import { parseTokenIssuer } from '../../functions/api/tokens/token-issuer.ts';
import { findJobsModule } from '../../functions/find-jobs-module.ts';
import { tokenIssuerIn } from '../../local/token-issuer-in.ts';
import { blocks } from '../support/docs/page-blocks.ts';
import { commandsIn } from '../support/docs/shell-commands.ts';

it('docs/adopt.md has a package.json that says where the job types are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'errand-adopt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [manifest] = jsonOf('docs/adopt.md');
  mkdirSync(join(folder, 'src/background'), { recursive: true });
  writeFileSync(join(folder, 'src/background/jobs.ts'), '');
  writeFileSync(join(folder, 'package.json'), manifest ?? '');

  const module = findJobsModule(folder);

  expect(module).toBe(join(folder, 'src/background/jobs.ts'));
});

it('docs/callers.md has a token that the issuer beside it may be trusted with', () => {
  const [token = ''] = jsonOf('docs/callers.md');
  const commands = blocks('docs/callers.md').flatMap(({ code }) => commandsIn(code));
  const line = commands.find((command) => command.startsWith('ERRAND_OIDC_')) ?? '';
  const environment = Object.fromEntries(line.split(' ').map((word) => word.split('=')));
  const issuer = parseTokenIssuer(tokenIssuerIn(environment) ?? '');
  const claims = JSON.parse(token);

  const caller = tokenCaller(claims, issuer);

  expect(caller).toMatchObject({ tenant: 'acme', scopes: ['enqueue', 'read'] });
  expect(claims).toMatchObject({ iss: issuer.issuer, aud: issuer.audience[0] });
});

function jsonOf(page: string): readonly string[] {
  return blocks(page)
    .filter(({ language }) => language === 'json')
    .map(({ code }) => code);
}
