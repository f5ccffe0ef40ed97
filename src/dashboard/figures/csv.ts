/** What a cell can hold. */
export type Cell = string | number | null;

// A spreadsheet takes a text that begins so for a formula.
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as text that spreadsheets open.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/** Lets the browser save rows as a file. */
export function saveCsv(name: string, rows: readonly (readonly Cell[])[]): void {
  // The mark tells spreadsheets that it is UTF-8.
  const file = new Blob(['\uFEFF', csvOf(rows)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
