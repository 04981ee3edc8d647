import { describe, expect, it } from 'vitest';
import type { ChartData, ChartSpec, FilterSpec } from '../../api/types.ts';
import { describeChoices } from './DashboardPage.tsx';
import { steps } from './DetailsPanel.tsx';
import { choiceText } from './FilterBar.tsx';
import { summarise } from './freshness.ts';
import { placed } from './layout.ts';
import { choicesFor, readChoices, writeChoice } from './urlState.ts';

const origin: FilterSpec = { name: 'origin', title: 'Origin', type: 'Values', targets: [] };
const distance: FilterSpec = {
  name: 'distance',
  title: 'Distance',
  type: 'Range',
  targets: [],
  default: { min: '100' },
};

describe('filters in the address', () => {
  it('should come back as they were written', () => {
    const values = { values: ['ORD', 'a&b=c', null] };
    let search = writeChoice(new URLSearchParams('asof=x'), origin, values);
    search = writeChoice(search, distance, { min: '4', max: '10.5' });
    const again = new URLSearchParams(search.toString());
    expect(readChoices([origin, distance], again)).toEqual({
      origin: values,
      distance: { min: '4', max: '10.5' },
    });
    expect(again.get('asof')).toBe('x');
  });

  it('should use the default until somebody clears it', () => {
    expect(readChoices([distance], new URLSearchParams())).toEqual({ distance: { min: '100' } });
    const cleared = writeChoice(new URLSearchParams(), distance, undefined);
    expect(readChoices([distance], cleared)).toEqual({});
    expect(writeChoice(new URLSearchParams('f.origin=ORD'), origin, undefined).toString()).toBe('');
  });

  it('should leave out what a chart ignores', () => {
    expect(choicesFor({ a: { values: ['1'] }, b: { min: '2' } }, ['a'])).toEqual({ b: { min: '2' } });
  });

  it('should be said in words', () => {
    expect(
      describeChoices([origin, distance], { origin: { values: ['ORD', 'DFW'] }, distance: { min: '4000' } }),
    ).toBe('Origin ORD or DFW and Distance from 4,000');
    expect(choiceText(distance, { min: '4000' })).toBe('from 4,000');
    expect(choiceText(origin, { values: ['a', 'b', 'c', 'd'] })).toBe('4 values');
  });
});

describe('placed', () => {
  const chart = (name: string, type: ChartSpec['type'] = 'Bar'): ChartSpec => ({ name, type });

  it('should put what the layout forgets below, without overlap', () => {
    const items = placed(
      [chart('a'), chart('b'), chart('c'), chart('d')],
      [{ chart: 'b', x: 0, y: 0, w: 12, h: 10 }],
    );
    expect(items.map((i) => [i.chart, i.x, i.y])).toEqual([
      ['b', 0, 0],
      ['a', 0, 10],
      ['c', 6, 10],
      ['d', 0, 27],
    ]);
  });
});

const answer = (at: number, cacheHit: boolean): ChartData =>
  ({
    freshness: { snapshotEpochMillis: at, cacheHit },
    stats: { cpuMicros: 500_000, tables: [{ name: 't', snapshotId: String(at), committedEpochMillis: at }] },
  }) as unknown as ChartData;

describe('freshness', () => {
  it('should count what was cached and what was paid', () => {
    expect(summarise([answer(5, true), answer(5, false)])).toEqual({
      snapshotEpochMillis: 5,
      differs: false,
      charts: 2,
      cached: 1,
      coreSeconds: 0.5,
    });
  });

  it('should notice two snapshots of one table', () => {
    expect(summarise([answer(5, true), answer(6, true)]).differs).toBe(true);
  });

  it('should account for the whole time', () => {
    const stats = {
      cacheHit: false,
      queuedMicros: 1000,
      planMicros: 2000,
      runMicros: 30_000,
      totalMicros: 33_000,
    };
    const list = steps(stats as Parameters<typeof steps>[0], 40, 9);
    expect(list.map((s) => [s.name, s.millis])).toEqual([
      ['Queue', 1],
      ['Plan', 2],
      ['Run', 30],
      ['Transfer', 7],
      ['Draw', 9],
    ]);
  });
});
