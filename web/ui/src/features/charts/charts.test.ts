import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '../../api/types.ts';
import { tokensOf } from '../../ui/theme.ts';
import { difference, figure, thinned } from './BigNumber.tsx';
import { buildOption, summary } from './build.ts';
import { colourIndexes, encoded, type ResultData, seriesOf } from './data.ts';
import { binWidth, shareBeyond } from './histogramOption.ts';
import { type ChartInput, escapeHtml, type Mark, niceStep } from './option.ts';
import { pieces, slices } from './otherOptions.ts';

const column = (name: string, type: string) => ({ name, type, nullable: true });
const data = (columns: [string, string][], rows: unknown[][]): ResultData => ({
  columns: columns.map(([name, type]) => column(name, type)),
  rows,
});
const input = (spec: Partial<ChartSpec>, result: ResultData, more: Partial<ChartInput> = {}): ChartInput => ({
  spec: { name: 'c', type: 'Bar', ...spec },
  data: result,
  tokens: tokensOf('light'),
  dark: false,
  width: 600,
  height: 300,
  selected: [],
  ...more,
});
const marks = (option: ReturnType<typeof buildOption>, series = 0) => option?.series[series]?.data as Mark[];

const airports = data(
  [
    ['origin', 'VARCHAR'],
    ['late', 'DOUBLE'],
  ],
  [
    ['ORD', 0.25],
    ['DFW', '0.22'],
    ['ATL', null],
  ],
);

describe('bars', () => {
  const spec: Partial<ChartSpec> = {
    encoding: { x: 'origin', y: ['late'] },
    crossFilter: { filter: 'origin', field: 'origin' },
  };

  it('should know the row of every mark', () => {
    const drawn = marks(buildOption(input(spec, airports)));
    expect(drawn.map((m) => [m.value, m.row])).toEqual([
      [0.25, 0],
      [0.22, 1],
      [null, -1],
    ]);
  });

  it('should fade what the cross-filter did not choose, and mark what is beyond the threshold', () => {
    const t = tokensOf('light');
    const chosen = marks(buildOption(input(spec, airports, { selected: ['ORD'] })));
    expect(chosen.map((m) => m.itemStyle?.color)).toEqual([t.cat[0], t.seq[1], undefined]);
    const over = marks(buildOption(input({ ...spec, threshold: 0.23 }, airports)));
    expect(over.map((m) => m.itemStyle?.color)).toEqual([t.cat[1], t.cat[0], undefined]);
  });

  it('should say when not all of them fit', () => {
    const many = data(
      [
        ['origin', 'VARCHAR'],
        ['late', 'DOUBLE'],
      ],
      Array.from({ length: 229 }, (_, i) => [`A${i}`, i]),
    );
    const note = (more: Partial<ChartSpec>) =>
      (buildOption(input({ ...spec, ...more }, many)) as { graphic?: { style: { text: string } } })?.graphic
        ?.style.text;
    expect(note({})).toBe('60 of 229 shown');
    expect(note({ limit: 10 })).toBeUndefined();
  });

  it('should draw at most the limit', () => {
    expect(marks(buildOption(input({ ...spec, limit: 2 }, airports)))).toHaveLength(2);
  });
});

describe('lines', () => {
  const days = data(
    [
      ['day', 'DATE'],
      ['raw', 'DOUBLE'],
      ['mean', 'DOUBLE'],
    ],
    [
      ['2001-01-01', 1, 2],
      ['2001-01-02', 3, 4],
    ],
  );
  const spec: Partial<ChartSpec> = { type: 'TimeSeries', encoding: { x: 'day', y: ['raw', 'mean'] } };

  it('should draw the first of several measures as bars, and times as times', () => {
    const option = buildOption(input(spec, days));
    expect(option?.series.map((s) => s.type)).toEqual(['bar', 'line']);
    expect(marks(option)[0]?.value).toEqual([Date.UTC(2001, 0, 1), 1]);
  });

  it('should keep the unfiltered line behind', () => {
    const option = buildOption(input(spec, days, { unfiltered: days }));
    expect(option?.series[0]).toMatchObject({ name: 'unfiltered', silent: true });
  });

  it('should split by the series column', () => {
    const long = data(
      [
        ['h', 'INTEGER'],
        ['g', 'VARCHAR'],
        ['v', 'DOUBLE'],
      ],
      [
        [1, 'a', 1],
        [1, 'b', 2],
        [2, 'a', 3],
      ],
    );
    const e = encoded({ name: 'c', type: 'Line', encoding: { x: 'h', y: ['v'], series: 'g' } }, long);
    expect(seriesOf(long, e).map((s) => [s.name, s.rows])).toEqual([
      ['a', [0, 2]],
      ['b', [1]],
    ]);
  });
});

describe('every type', () => {
  const any = data(
    [
      ['x', 'VARCHAR'],
      ['y', 'DOUBLE'],
      ['z', 'DOUBLE'],
    ],
    [],
  );
  it.each(['TimeSeries', 'Line', 'Area', 'Bar', 'HeatMap', 'Histogram', 'Scatter', 'Pie'] as const)(
    'should build %s without rows',
    (type) => {
      const option = buildOption(input({ type, encoding: { x: 'x', y: ['y'], value: 'z' } }, any));
      expect(option?.series.length).toBeGreaterThan(0);
    },
  );

  it('should leave figures and tables to HTML', () => {
    expect(buildOption(input({ type: 'BigNumber' }, any))).toBeNull();
    expect(buildOption(input({ type: 'Table' }, any))).toBeNull();
  });
});

describe('histogram', () => {
  it('should find the width of its bins and the share beyond', () => {
    expect(binWidth([10, 0, 5, 20])).toBe(5);
    expect(
      shareBeyond(
        [
          [0, 30],
          [15, 10],
        ],
        15,
      ),
    ).toBe(0.25);
  });
});

describe('heat map', () => {
  it('should cut the values into round pieces that cover them', () => {
    const list = pieces([0.02, 0.58], ['a', 'b', 'c', 'd', 'e', 'f', 'g'], String);
    expect(list.map((p) => p.gte)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(list.at(-1)).toMatchObject({ label: '0.5+' });
    expect(pieces([7], ['a', 'b', 'c', 'd'], String).length).toBeGreaterThan(0);
  });

  it('should step in round numbers', () => {
    expect(niceStep(0, 0.58, 6)).toBeCloseTo(0.1);
    expect(niceStep(0, 9000, 6)).toBe(2000);
    expect(niceStep(5, 5, 6)).toBeGreaterThan(0);
  });
});

describe('pie', () => {
  it('should add up the smallest as Other', () => {
    const list = slices(
      data(
        [
          ['n', 'VARCHAR'],
          ['v', 'DOUBLE'],
        ],
        [
          ['a', 1],
          ['b', 5],
          ['c', 2],
          ['d', 3],
        ],
      ),
      0,
      1,
      3,
    );
    expect(list.map((s) => [s.name, s.value])).toEqual([
      ['b', 5],
      ['d', 3],
      ['Other', 3],
    ]);
  });
});

describe('key figures', () => {
  it('should set number and unit apart', () => {
    expect(figure({ name: 'c', type: 'BigNumber', format: { kind: 'Percent' } }, 0.2089)).toEqual({
      number: '20.9',
      unit: '%',
    });
    expect(figure({ name: 'c', type: 'BigNumber', format: { unit: 'min', decimals: 1 } }, 6.71)).toEqual({
      number: '6.7',
      unit: 'min',
    });
    expect(
      figure({ name: 'c', type: 'BigNumber', format: { compact: true, decimals: 2 } }, 35_657_417),
    ).toEqual({ number: '35.66', unit: 'M' });
  });

  it('should compare percentages in points and others in percent', () => {
    const share: ChartSpec = { name: 'c', type: 'BigNumber', format: { kind: 'Percent' } };
    expect(difference(share, 0.2553, 0.2089)).toBe('+4.6 pp');
    expect(difference({ ...share, format: {} }, 75, 100)).toBe('−25.0%');
  });

  it('should thin a long course without losing its level', () => {
    const course = thinned(
      Array.from({ length: 1000 }, (_, i) => i),
      10,
    );
    expect(course).toHaveLength(10);
    expect(course[0]).toBeCloseTo(49.5);
  });
});

describe('safety and words', () => {
  it('should not let a value become markup in a tooltip', () => {
    expect(escapeHtml('<img onerror="x">')).toBe('&lt;img onerror=&quot;x&quot;&gt;');
  });

  it('should give different groups different colours as long as there are some', () => {
    expect(new Set(colourIndexes(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], true, 8)).size).toBe(8);
  });

  it('should say what a chart shows', () => {
    const spec: ChartSpec = {
      name: 'c',
      title: 'By origin',
      type: 'Bar',
      encoding: { x: 'origin', y: ['late'] },
      format: { kind: 'Percent' },
    };
    expect(summary(spec, airports)).toBe(
      'By origin. late, 3 points. Lowest 22.0% at DFW, highest 25.0% at ORD.',
    );
  });
});
