import { expect, it } from 'vitest';
import type { NotebookSpec } from '../../api/types.ts';
import { cellTitle } from './NotebookPage.tsx';
import { bindParameters } from './run.ts';

const parameters: NonNullable<NotebookSpec['parameters']> = [
  { name: 'late_from', type: 'Number', default: '15' },
  { name: 'city', type: 'Text' },
];

it('should bind parameters by name, not inside quotes or comments', () => {
  const bound = bindParameters(
    "SELECT '$city', $late_from, $city, $late_from -- $city\nFROM t WHERE x = $other",
    parameters,
  );
  expect(bound.sql).toBe("SELECT '$city', $1, $2, $1 -- $city\nFROM t WHERE x = $other");
  expect(bound.parameters).toEqual([15, null]);
});

it('should call a text by its heading', () => {
  expect(cellTitle({ name: 'a', type: 'Text', text: 'x\n## Why *this*' })).toBe('Why *this*');
  expect(cellTitle({ name: 'a', type: 'Query', sql: 'SELECT 1' })).toBe('a');
});
