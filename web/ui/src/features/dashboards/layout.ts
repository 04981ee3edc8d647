import type { ChartSpec, LayoutItem } from '../../api/types.ts';

const HALF = 6;
const KEY_FIGURE_ROWS = 5;
const CHART_ROWS = 17;

/** Where every chart stands; one that the layout does not name follows below, half as wide as the page. */
export function placed(charts: ChartSpec[], layout: LayoutItem[]): LayoutItem[] {
  const known = layout.filter((item) => charts.some((chart) => chart.name === item.chart));
  const rest = charts.filter((chart) => !known.some((item) => item.chart === chart.name));
  let y = Math.max(0, ...known.map((item) => item.y + item.h));
  let x = 0;
  let tallest = 0;
  const added = rest.map((chart) => {
    const figure = chart.type === 'BigNumber';
    const w = figure ? HALF / 2 : HALF;
    const h = figure ? KEY_FIGURE_ROWS : CHART_ROWS;
    if (x + w > 12) {
      x = 0;
      y += tallest;
      tallest = 0;
    }
    const item = { chart: chart.name, x, y, w, h };
    x += w;
    tallest = Math.max(tallest, h);
    return item;
  });
  // In reading order, so that the keyboard and narrow screens follow the eye.
  return [...known, ...added].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** Columns of six that an item of twelve takes on a narrower screen. */
export const narrowWidth = (w: number) => (w >= 8 ? 6 : w >= 4 ? 3 : 2);
