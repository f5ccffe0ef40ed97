import type { ReactNode } from 'react';
import { Panel } from '../elements/panel';
import { useTexts } from '../language/language';
import { type Cell, saveCsv } from './csv';
import { figuresTexts } from './text';

/** A column of a table of figures. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** The same for a spreadsheet. */
  readonly value: (row: Row) => Cell;
  /** Aligned to the left. */
  readonly words?: boolean;
}

interface FigureTableProps<Row> {
  readonly title: string;
  /** The name of the file that it is saved as. */
  readonly file: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** Figures as rows, to be read and to be taken away. */
export function FigureTable<Row>({ title, file, columns, rows, keyOf, aside, children }: FigureTableProps<Row>) {
  const [first, ...others] = columns;
  if (first === undefined) return null;
  return (
    <Panel
      title={title}
      aside={
        <span className="figures-tools">
          {aside}
          <SaveButton title={title} file={file} columns={columns} rows={rows} />
        </span>
      }
    >
      {children}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="figures-table" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={column.words ? undefined : 'number'}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                <th scope="row">{first.cell(row)}</th>
                {others.map((column) => (
                  <td key={column.title} className={column.words ? undefined : 'number'}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

interface SaveProps<Row> {
  readonly title: string;
  readonly file: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}

function SaveButton<Row>({ title, file, columns, rows }: SaveProps<Row>) {
  const text = useTexts(figuresTexts);
  const save = () => {
    const head = columns.map((column) => column.title);
    saveCsv(file, [head, ...rows.map((row) => columns.map((column) => column.value(row)))]);
  };
  return (
    <button type="button" aria-label={text.csvOf(title)} onClick={save}>
      {text.csv}
    </button>
  );
}
