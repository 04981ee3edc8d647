import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { DataTable } from './DataTable.tsx';

const columns = [
  { at: 0, title: 'Name', type: 'VARCHAR' },
  { at: 1, title: 'Count', type: 'BIGINT', bar: true },
];
const rows = [
  ['b', 10],
  ['a', 9],
  [null, null],
  ['', 100],
];
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell')[0]?.textContent);

it('should sort numbers as numbers, with nulls at the far end', async () => {
  render(<DataTable label="t" columns={columns} rows={rows} />);
  await userEvent.click(screen.getByRole('button', { name: /Count/ }));
  expect(screen.getByRole('columnheader', { name: /Count/ }).getAttribute('aria-sort')).toBe('descending');
  expect(names()).toEqual(['null', "''", 'b', 'a']);
  await userEvent.click(screen.getByRole('button', { name: /Count/ }));
  expect(names()).toEqual(['a', 'b', "''", 'null']);
});

it('should choose a row by mouse and by key', async () => {
  const onRow = vi.fn();
  render(<DataTable label="t" columns={columns} rows={rows} onRow={onRow} />);
  const row = screen.getAllByRole('row')[2];
  if (!row) throw new Error('no row');
  await userEvent.click(row);
  row.focus();
  await userEvent.keyboard('{Enter}');
  expect(onRow.mock.calls).toEqual([[1], [1]]);
});
