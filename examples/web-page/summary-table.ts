import type { CsvJob } from './csv-jobs.ts';
import { type Html, html } from './html.ts';

type Summary = NonNullable<CsvJob['result']>;
type Column = Summary['columns'][number];

export function summaryTable({ rows, columns }: Summary): Html {
  const lines = columns.map(
    (column) => html`
          <tr>
            <th scope="row">${column.name}</th>
            <td>${column.type}</td>
            <td>${column.distinctIsExact ? '' : 'over '}${figure(column.distinct)}</td>
            <td>${figure(column.empty)}</td>
            <td>${contents(column)}</td>
          </tr>`,
  );
  return html`
      <h2 id="summary">${figure(rows)} ${rows === 1 ? 'row' : 'rows'}</h2>
      <div class="wide" role="region" aria-labelledby="summary" tabindex="0">
        <table>
          <tr>
            <th scope="col">Column</th><th scope="col">Type</th><th scope="col">Values</th>
            <th scope="col">Empty</th><th scope="col">What it holds</th>
          </tr>${lines}
        </table>
      </div>`;
}

function contents(column: Column): string {
  if (column.type === 'number') {
    return `${figure(column.min)} to ${figure(column.max)}, ${figure(column.mean)} on average`;
  }
  const frequent = column.frequent.map(({ value, count }) => `${value} (${figure(count)})`);
  return frequent.join(', ') || `${column.shortest} to ${column.longest} characters`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 2 });
}
