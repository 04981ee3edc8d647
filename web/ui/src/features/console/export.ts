import { loadRows } from '../../api/index.ts';
import type { ResultColumn } from '../../api/types.ts';
import type { RunResult } from './runs.ts';

const PAGE_ROWS = 10_000;

const text = (cell: unknown) =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);

/** One field; in quotes where it would be misread. A text that a spreadsheet would run as a formula stays text. */
export function field(cell: unknown, delimiter: string): string {
  const raw = text(cell);
  const safe = typeof cell === 'string' && /^[=+@\t\r]/.test(raw) ? `'${raw}` : raw;
  return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows with a head, as CSV or for a spreadsheet's clipboard. */
export function delimited(columns: ResultColumn[], rows: unknown[][], delimiter: string): string {
  const lines = [columns.map((c) => c.name), ...rows].map((row) =>
    row.map((cell) => field(cell, delimiter)).join(delimiter),
  );
  return `${lines.join('\r\n')}\r\n`;
}

/** All rows of a result, those that are not in hand from the server. */
export async function everyRow(result: RunResult): Promise<unknown[][]> {
  const rows = [...result.rows];
  while (rows.length < result.rowCount) {
    const page = await loadRows(result.status.id, rows.length, PAGE_ROWS);
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

export function download(name: string, content: string) {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
