import { describe, expect, it } from 'vitest';
import type { Catalog, QueryStatus } from '../../api/types.ts';
import { delimited, field } from './export.ts';
import { recentStatements } from './HistoryList.tsx';
import { progressWords } from './progress.ts';
import { guess } from './QuickChart.tsx';
import { visibleNodes } from './SchemaTree.tsx';
import { addTab, closeTab, editTab, nameOf, type TabsState } from './tabs.ts';

const status = (more: Partial<QueryStatus>): QueryStatus =>
  ({
    state: 'RUNNING',
    sql: 'SELECT 1',
    origin: { kind: 'CONSOLE' },
    stats: { percent: 62, rowsRead: 1_861_200, rowsTotal: 3_000_000, bytesRead: 0, bytesReturned: 5_800_000 },
    ...more,
  }) as QueryStatus;

describe('progress', () => {
  it('should be told in words', () => {
    expect(progressWords(status({}), 12_400).join(' · ')).toBe(
      '62% · 1,861,200 of 3,000,000 rows · 5.8 MB · 12.4 s elapsed, about 7.60 s left',
    );
    expect(progressWords(status({ state: 'QUEUED' }), 900)[0]).toBe('Waiting for a free place');
  });

  it('should not guess when it does not know', () => {
    const unknown = status({ stats: { ...status({}).stats, percent: -1, rowsTotal: 0, bytesReturned: 0 } });
    expect(progressWords(unknown, 2000)).toEqual(['Running', '2.00 s elapsed']);
  });
});

describe('tabs', () => {
  const one: TabsState = { tabs: [{ id: 'a', name: 'A', sql: '' }], last: 'a' };

  it('should be named by comment or table', () => {
    expect(nameOf('-- Minutes lost\nSELECT 1', 'x')).toBe('Minutes lost');
    expect(nameOf('select * from ops.flights where 1', 'x')).toBe('ops.flights');
    expect(nameOf('SELECT 1', 'Query 3')).toBe('Query 3');
  });

  it('should open, edit and close', () => {
    const two = addTab(one, 'SELECT 1 FROM t');
    expect(two.tabs).toHaveLength(2);
    expect(two.tabs.at(-1)?.id).toBe(two.last);
    expect(closeTab(two, two.last).last).toBe('a');
    expect(closeTab(one, 'a').tabs).toHaveLength(1);
    expect(editTab(one, 'a', 'SELECT * FROM u').tabs[0]).toMatchObject({ name: 'u', sql: 'SELECT * FROM u' });
  });
});

describe('schema tree', () => {
  const catalog: Catalog = {
    version: 1,
    namespaces: [
      {
        name: 'default',
        tables: [
          { name: 'flights', kind: 'TABLE', columns: [{ name: 'delay', type: 'BIGINT', key: false }] },
        ],
      },
      {
        name: 'raw',
        tables: [{ name: 'events', kind: 'VIEW', columns: [{ name: 'id', type: 'BIGINT', key: false }] }],
      },
    ],
  };
  const ids = (open: string[], search: string) =>
    visibleNodes(catalog, new Set(open), search).map((n) => n.id);

  it('should show tables, and columns of what is open', () => {
    expect(ids([], '')).toEqual(['default', 'default.flights', 'raw', 'raw.events']);
    expect(ids(['default.flights', '-raw'], '')).toEqual([
      'default',
      'default.flights',
      'default.flights.delay',
      'raw',
    ]);
  });

  it('should find columns and what leads to them', () => {
    expect(ids([], 'DEL')).toEqual(['default', 'default.flights', 'default.flights.delay']);
  });

  it('should insert names that the engine finds', () => {
    const inserts = visibleNodes(catalog, new Set(), '').map((n) => n.inserts);
    expect(inserts).toEqual(['"default"', 'flights', 'raw', 'raw.events']);
  });
});

describe('results', () => {
  it('should be exported so that they come back, and do not run', () => {
    expect(field('a "b", c', ',')).toBe('"a ""b"", c"');
    expect(field('=cmd()', ',')).toBe("'=cmd()");
    expect(field(-5, ',')).toBe('-5');
    const text = delimited([{ name: 'a', type: 'VARCHAR', nullable: true }], [[null], ['x\ny']], ',');
    expect(text).toBe('a\r\n\r\n"x\ny"\r\n');
  });

  it('should suggest a chart by the kinds of columns', () => {
    const c = (name: string, type: string) => ({ name, type, nullable: true });
    expect(guess([c('d', 'DATE'), c('n', 'BIGINT')])).toEqual({ type: 'TimeSeries', x: 'd', y: 'n' });
    expect(guess([c('o', 'VARCHAR'), c('n', 'BIGINT')])?.type).toBe('Bar');
    expect(guess([c('a', 'DOUBLE'), c('b', 'DOUBLE')])?.type).toBe('Scatter');
    expect(guess([c('a', 'VARCHAR')])).toBeNull();
  });
});

describe('history', () => {
  it('should list each statement of a person once', () => {
    const list = [
      status({ id: '3' }),
      status({ id: '2', sql: 'SELECT 2' }),
      status({ id: '1' }),
      status({ id: '0', origin: { kind: 'DASHBOARD' } }),
    ];
    expect(recentStatements(list, 5).map((q) => q.id)).toEqual(['3', '2']);
  });
});
