// Every table of the portal. On a narrow screen a row is shown as a list of names and values: the names come along as data.
import type { ComponentChildren } from 'preact';

export interface Column<T> {
  name: string;
  cell: (row: T) => ComponentChildren;
  /** Right-aligned, digits below digits. */
  number?: boolean;
  nowrap?: boolean;
}

interface Props<T> {
  /** What it lists, for readers who do not see it. */
  label: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T, index: number) => string | number;
  /** True for a row that tells of trouble. */
  bad?: (row: T) => boolean;
}

export function Table<T>({ label, columns, rows, rowKey, bad }: Props<T>) {
  const style = (column: Column<T>) => (column.number ? 'number' : column.nowrap ? 'nowrap' : undefined);
  return (
    <div class="scroll stacked" tabIndex={0} role="region" aria-label={label}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.name} role="columnheader" scope="col" class={column.number ? 'number' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, index) => (
            <tr key={rowKey(row, index)} role="row" class={bad?.(row) ? 'bad' : undefined}>
              {columns.map((column) => (
                <td key={column.name} role="cell" data-name={column.name} class={style(column)}>
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
