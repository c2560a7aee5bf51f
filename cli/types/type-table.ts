import type { TypeShown } from '../../client/overview-shapes.ts';
import { prettyJson } from '../output/json-text.ts';
import { painter } from '../output/paint.ts';
import { type Column, listOf, tableOf } from '../output/table.ts';
import { visible } from '../output/visible.ts';
import type { Surroundings } from '../surroundings.ts';

type Look = Pick<Surroundings, 'colours' | 'columns'>;

/** A line for each job type. */
export function typeTable(types: readonly TypeShown[], { colours, columns }: Look): string {
  return tableOf(types, typeColumns, { paint: painter(colours), columns });
}

const typeColumns: readonly Column<TypeShown>[] = [
  { title: 'TYPE', text: ({ name }) => name },
  { title: 'QUEUE', text: ({ queue }) => queue },
  { title: 'TIMEOUT', text: ({ timeout }) => timeout, align: 'right' },
  { title: 'ATTEMPTS', text: ({ maxAttempts }) => `${maxAttempts}`, align: 'right' },
  { title: 'PAYLOAD', text: ({ input }) => fieldsOf(input) },
];

/** Names of fields; those that may be left out with a question mark. */
function fieldsOf({ properties, required }: TypeShown['input']): string {
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.keys(properties ?? {})
    .map((field) => (needed.includes(field) ? field : `${field}?`))
    .join(', ');
}

/** All there is of one. */
export function typeSheet(type: TypeShown, { colours }: Look): string {
  return listOf(
    [
      ['Type', visible(type.name)],
      ['Queue', visible(type.queue)],
      ['Timeout', visible(type.timeout)],
      ['Attempts', `${type.maxAttempts}`],
      [
        'Payload',
        `up to ${type.maxPayload} bytes of JSON, by this schema:\n${prettyJson(type.input)}`,
      ],
    ],
    painter(colours),
  );
}
