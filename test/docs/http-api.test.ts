import { expect, it } from 'vitest';
import { routes } from '../../functions/api/routes.ts';
import { textOf } from '../support/docs/page-blocks.ts';

it('docs/http-api.md has every call, and no other', () => {
  const [, table = ''] = textOf('docs/http-api.md').split(/<!-- \/?calls -->/);
  const cells = [...table.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) => cell);

  const calls = cells.flatMap(callsIn);

  expect(calls.toSorted()).toEqual(
    routes.map(({ method, path }) => `${method} /v1${path}`).toSorted(),
  );
});

/** A method alone has the path of the next that has one. */
function callsIn(cell: string): readonly string[] {
  const spans = [...cell.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  return spans.map((span, at) => {
    const path = spans
      .slice(at)
      .find((some) => some.includes('/'))
      ?.split(' ')
      .at(-1);
    return span.includes('/') ? span : `${span} ${path}`;
  });
}
