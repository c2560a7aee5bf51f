import { type Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { type Scope, scopes } from '../../functions/core/key-store.ts';
import { isTenantName, tenantForm } from '../../functions/core/tenant-name.ts';
import { examples } from '../output/examples.ts';
import type { Surroundings } from '../surroundings.ts';
import { createKey } from './create-key.ts';
import { keyExpiry } from './key-expiry.ts';
import { listKeys } from './list-keys.ts';
import { type OpenKeys, openKeys } from './open-keys.ts';
import { revokeKey } from './revoke-key.ts';

/** `errand keys create`, `list` and `revoke`. */
export function addKeys(errand: Command, surroundings: Surroundings): void {
  const keys = errand
    .command('keys')
    .description('makes, lists and revokes keys, on this machine or in a stack on AWS');

  withPlace(keys.command('create'))
    .description('makes a key and shows it, this once')
    .option('--name <name>', 'whom or what it is for', readName)
    .option('--tenant <tenant>', 'whose jobs it is about', readTenant, 'default')
    .option('--scopes <list>', `what it may do: ${scopes.join(', ')}`, readScopes, allScopes)
    .option('--types <list>', 'the job types it may start (default: all)', readTypes)
    .option(
      '--expires <when>',
      "a duration such as '90d', or a time such as '2030-01-31T12:00:00Z'",
    )
    .addHelpText('after', examplesOfCreate)
    .action(async ({ expires, json = false, ...options }) => {
      const now = surroundings.now();
      const expiresAt = expires === undefined ? undefined : keyExpiry(expires, now);
      const terms = { ...termsIn(options), createdAt: now, ...(expiresAt && { expiresAt }) };
      await using store = await openKeys(options, surroundings);
      await createKey(store, terms, { ...surroundings, json });
    });

  withPlace(keys.command('list'))
    .description('lists the keys with their ids, never the keys themselves')
    .option('--tenant <tenant>', 'only those of one tenant', readTenant)
    .addHelpText('after', examples('errand keys list', 'errand keys list --tenant acme --json'))
    .action(async ({ tenant, json = false, ...place }) => {
      await using store = await openKeys(place, surroundings);
      await listKeys(store, { tenant, json }, surroundings);
    });

  withPlace(keys.command('revoke'))
    .description('takes a key away: it works for another 60 s at most')
    .argument('<key>', 'its id as list shows it, or the key itself')
    .addHelpText('after', examples('errand keys revoke 3f1a90c2b7de --stack Errand'))
    .action(async (named, { json = false, ...place }) => {
      await using store: OpenKeys = await openKeys(place, surroundings);
      await revokeKey(store, named, { ...surroundings, json });
    });
}

function withPlace(command: Command) {
  return command
    .option(
      '--data <folder>',
      "of the server on this machine (default: $ERRAND_DATA, or '.errand')",
    )
    .addOption(
      new Option(
        '--stack <name>',
        'a stack on AWS, by the credentials of the environment',
      ).conflicts('data'),
    )
    .option('--json', 'answers one JSON document')
    .option('--no-color', 'without colours, as with NO_COLOR');
}

const examplesOfCreate = examples(
  'errand keys create --name shop --scopes enqueue,read --types send-welcome-email',
  'errand keys create --tenant acme --expires 90d --stack Errand',
);

const allScopes: readonly Scope[] = scopes;

function termsIn(options: {
  readonly name?: string;
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  readonly types?: readonly string[];
}) {
  const { name, tenant, scopes, types } = options;
  return { tenant, scopes, ...(name !== undefined && { name }), ...(types && { types }) };
}

function readName(text: string): string {
  // A control character could hide a line of the list.
  if (/^[^\p{C}]{1,100}$/u.test(text)) return text;
  throw new InvalidArgumentError('Expected 1 to 100 visible characters.');
}

function readTenant(text: string): string {
  if (isTenantName(text)) return text;
  throw new InvalidArgumentError(`Expected ${tenantForm}.`);
}

function readScopes(text: string): readonly Scope[] {
  const chosen = text.split(',').map((name) => scopes.find((scope) => scope === name.trim()));
  const known = chosen.filter((scope) => scope !== undefined);
  if (known.length === chosen.length) return [...new Set(known)];
  throw new InvalidArgumentError(`Expected some of ${scopes.join(',')}.`);
}

function readTypes(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => /^[a-z][a-z0-9-]{0,63}$/.test(name))) return [...new Set(names)];
  throw new InvalidArgumentError('Expected names of job types, with commas between them.');
}
