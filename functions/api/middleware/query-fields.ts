import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ApiMiddleware, Query } from '../api-event.ts';
import { type Fault, invalidRequest } from '../problem.ts';

/** Refuses what the route does not know: a filter with a typing error would answer everything. */
export function queryFields(): ApiMiddleware {
  return {
    before: ({ event }) => {
      const given = givenFields(event);
      if (given.length === 0) {
        event.query = {};
        return;
      }
      const faults = given.flatMap(([name, values]) => faultsOf(name, values, event.route.query));
      if (faults.length > 0) throw invalidRequest(faults);
      event.query = queryOf(given);
    },
  };
}

type Field = readonly [name: string, values: readonly string[]];

function givenFields(event: APIGatewayProxyEvent): readonly Field[] {
  const { multiValueQueryStringParameters: many, queryStringParameters: single } = event;
  if (many) return Object.entries(many).map(([name, values]) => [name, values ?? []]);
  return Object.entries(single ?? {}).map(([name, value]) => [name, [value ?? '']]);
}

function faultsOf(name: string, values: readonly string[], known: readonly string[]): Fault[] {
  if (!known.includes(name)) {
    const names = known.length === 0 ? 'none' : known.join(', ');
    return [
      { parameter: name, detail: `'${name}' is not a query field of this path (it has: ${names})` },
    ];
  }
  return values.length === 1
    ? []
    : [{ parameter: name, detail: `Expected '${name}' once, got it ${values.length} times` }];
}

function queryOf(fields: readonly Field[]): Query {
  return Object.fromEntries(fields.map(([name, [value]]) => [name, value ?? '']));
}
