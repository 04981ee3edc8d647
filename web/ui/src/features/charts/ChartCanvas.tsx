import type { ECharts } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { tokensOf, useTheme } from '../../ui/theme.ts';
import { buildOption, summary } from './build.ts';
import type { ChartInput } from './option.ts';

type Wanted = Pick<ChartInput, 'spec' | 'data' | 'selected' | 'unfiltered'>;

interface ChartCanvasProps extends Wanted {
  /** Called with the row of the mark that was chosen. */
  onMark?: ((row: number) => void) | undefined;
  /** Called once something is on screen, with the milliseconds that it took. */
  onDrawn?: ((millis: number) => void) | undefined;
}

/** Loaded once, and only by pages that draw. */
const engine = () => import('./engine.ts');

interface Size {
  width: number;
  height: number;
}

/** Told by the browser after its layout: to ask for it here would force a layout for each chart. */
function useSize(box: React.RefObject<HTMLDivElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const width = Math.round(entry.contentRect.width);
      const height = Math.round(entry.contentRect.height);
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

function useChart(box: React.RefObject<HTMLDivElement | null>, size: Size | null): ECharts | null {
  const [chart, setChart] = useState<ECharts | null>(null);
  const latest = useRef(size);
  latest.current = size;
  // Once it was to be seen it stays: what is hidden for a while is not made anew.
  const seen = useRef(false);
  seen.current ||= size !== null && size.width > 0 && size.height > 0;
  const visible = seen.current;
  useEffect(() => {
    let made: ECharts | undefined;
    let gone = false;
    void engine().then(({ init }) => {
      if (!visible || gone || !box.current) return;
      made = init(box.current, null, { renderer: 'canvas', ...latest.current });
      setChart(made);
    });
    return () => {
      gone = true;
      made?.dispose();
    };
  }, [box, visible]);
  return chart;
}

/** A chart drawn by ECharts. Arrow keys walk its points, Enter chooses one. */
export function ChartCanvas({ spec, data, selected, unfiltered, onMark, onDrawn }: ChartCanvasProps) {
  const outer = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const chart = useChart(box, size);
  const theme = useTheme();
  const [drawn, setDrawn] = useState(false);
  const at = useRef(-1);
  const calls = useRef({ onMark, onDrawn });
  calls.current = { onMark, onDrawn };

  useEffect(() => {
    if (!chart || !size?.width || !size.height) return;
    const started = performance.now();
    const option = buildOption({
      spec,
      data,
      selected,
      unfiltered,
      tokens: tokensOf(theme),
      dark: theme === 'dark',
      ...size,
    });
    if (!option) return;
    if (chart.getWidth() !== size.width || chart.getHeight() !== size.height) chart.resize(size);
    chart.setOption(option, { notMerge: true });
    calls.current.onDrawn?.(performance.now() - started);
    setDrawn(true);
  }, [chart, size, spec, data, selected, unfiltered, theme]);

  useEffect(() => {
    if (!chart) return;
    const choose = (event: { data?: unknown }) => {
      const row = (event.data as { row?: number } | undefined)?.row;
      if (row !== undefined && row >= 0) calls.current.onMark?.(row);
    };
    chart.on('click', choose as (event: unknown) => void);
    return () => {
      if (!chart.isDisposed()) chart.off('click', choose);
    };
  }, [chart]);

  const points = () => {
    const option = chart?.getOption() as
      | { series?: { data?: { row?: number }[]; silent?: boolean }[] }
      | undefined;
    const series =
      option?.series?.findIndex((s) => !s.silent && s.data?.some((d) => d?.row !== undefined)) ?? -1;
    return { series, data: option?.series?.[series]?.data ?? [] };
  };
  const walk = (event: React.KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!chart || (!step && event.key !== 'Enter')) return;
    const { series, data: marks } = points();
    if (event.key === 'Enter') {
      const row = marks[at.current]?.row;
      if (row !== undefined && row >= 0) calls.current.onMark?.(row);
      return;
    }
    event.preventDefault();
    at.current = Math.min(Math.max(at.current + (step ?? 0), 0), marks.length - 1);
    chart.dispatchAction({ type: 'showTip', seriesIndex: series, dataIndex: at.current });
  };

  return (
    <div
      ref={outer}
      className="chart"
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the points.
      tabIndex={0}
      aria-label={summary(spec, data)}
      data-drawn={drawn}
      onKeyDown={walk}
      onBlur={() => chart?.dispatchAction({ type: 'hideTip' })}
    >
      <div ref={box} style={{ position: 'absolute', inset: 0 }} />
    </div>
  );
}
