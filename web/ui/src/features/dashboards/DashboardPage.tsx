import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { loadDashboard } from '../../api/index.ts';
import type { ChartSpec, DashboardSpec, FilterSpec } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { Loading } from '../../ui/Loading.tsx';
import { dashboardKey } from './ahead.ts';
import { type CardNews, ChartCard } from './ChartCard.tsx';
import { DashboardHeader } from './DashboardHeader.tsx';
import { DetailsPanel } from './DetailsPanel.tsx';
import { choiceText, FilterBar } from './FilterBar.tsx';
import { summarise } from './freshness.ts';
import { narrowWidth, placed } from './layout.ts';
import { choicesFor, isSet, readChoices, writeChoice } from './urlState.ts';
import './dashboards.css';

const NO_FILTERS: FilterSpec[] = [];
const NO_MARKS: string[] = [];

/** A dashboard: loads it, and shows it or says why not. */
export function DashboardPage({ slug }: { slug: string }) {
  const dashboard = useQuery({ queryKey: dashboardKey(slug), queryFn: () => loadDashboard(slug) });
  const title = dashboard.data?.resource.spec.title;
  useEffect(() => {
    document.title = `${title ?? 'Dashboard'} · Weir`;
  }, [title]);
  if (dashboard.error) {
    return (
      <div className="page-body">
        <h1 className="sr">Dashboard</h1>
        <ErrorNote error={dashboard.error} />
      </div>
    );
  }
  if (!dashboard.data) return <Loading label="Loading the dashboard" />;
  return (
    <DashboardView slug={slug} spec={dashboard.data.resource.spec} favourite={dashboard.data.favourite} />
  );
}

interface DashboardViewProps {
  slug: string;
  spec: DashboardSpec;
  favourite: boolean;
}

function DashboardView({ slug, spec, favourite }: DashboardViewProps) {
  const [search, setSearch] = useSearchParams();
  const [refresh, setRefresh] = useState(0);
  const [details, setDetails] = useState<string | null>(null);
  const [news, setNews] = useState<Record<string, CardNews>>({});
  const filters = spec.filters ?? NO_FILTERS;
  const choices = useMemo(() => readChoices(filters, search), [filters, search]);
  const asOf = search.get('asof');
  const charts = spec.charts;

  const change = (filter: FilterSpec, choice: Parameters<typeof writeChoice>[2]) =>
    setSearch((old) => writeChoice(old, filter, choice));
  const setAsOf = (time: string | null) =>
    setSearch((old) => {
      const next = new URLSearchParams(old);
      next.delete('asof');
      if (time) next.set('asof', time);
      return next;
    });
  const clearCrossFilters = () => {
    const crossed = new Set(charts.map((chart) => chart.crossFilter?.filter));
    setSearch((old) =>
      filters.filter((f) => crossed.has(f.name)).reduce((s, f) => writeChoice(s, f, undefined), old),
    );
  };
  const report = useCallback(
    (chart: string, item: CardNews) => setNews((old) => ({ ...old, [chart]: { ...old[chart], ...item } })),
    [],
  );
  const toggleDetails = useCallback(
    (chart: string) => setDetails((old) => (old === chart ? null : chart)),
    [],
  );
  const cross = useCallback(
    (chart: ChartSpec, value: string | null) => {
      const filter = filters.find((f) => f.name === chart.crossFilter?.filter);
      if (!filter) return;
      setSearch((old) => {
        const now = readChoices(filters, old)[filter.name]?.values;
        return writeChoice(
          old,
          filter,
          now?.length === 1 && now[0] === value ? undefined : { values: [value] },
        );
      });
    },
    [filters, setSearch],
  );

  useHotkeys([
    { keys: 'r', does: 'Refresh past the cache', run: () => setRefresh((n) => n + 1) },
    {
      keys: 'f',
      does: 'Filter',
      run: () => document.querySelector<HTMLElement>('.filter-bar button')?.focus(),
    },
    {
      keys: 'Escape',
      does: 'Clear the cross-filter',
      run: () => (details ? setDetails(null) : clearCrossFilters()),
    },
  ]);

  const everySeconds = spec.refresh?.everySeconds ?? 0;
  const asked = useMemo(
    () => ({ slug, choices, asOf, refresh, everySeconds }),
    [slug, choices, asOf, refresh, everySeconds],
  );
  const marks = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(choices).map(([name, { values }]) => [name, (values ?? []).map((v) => v ?? 'null')]),
      ),
    [choices],
  );
  const answers = Object.values(news).flatMap((item) => (item.answer ? [item.answer.data] : []));
  const whole = summarise(answers);
  const opened = charts.find((chart) => chart.name === details);

  return (
    <>
      <DashboardHeader
        slug={slug}
        spec={spec}
        favourite={favourite}
        asOf={asOf}
        onAsOf={setAsOf}
        onRefresh={() => setRefresh((n) => n + 1)}
      />
      <FilterBar
        slug={slug}
        filters={filters}
        choices={choices}
        freshness={whole}
        charts={charts.length}
        onChange={change}
      />
      <div className="dashboard-body">
        <div className="dashboard-scroll scroll">
          <Grid spec={spec}>
            {(chart) => (
              <ChartCard
                chart={chart}
                asked={asked}
                pageSnapshot={whole.snapshotEpochMillis}
                selected={marks[chart.crossFilter?.filter ?? ''] ?? NO_MARKS}
                filterNames={describeChoices(filters, choicesFor(choices, chart.ignoreFilters))}
                open={details === chart.name}
                onDetails={toggleDetails}
                onNews={report}
                onCross={cross}
              />
            )}
          </Grid>
        </div>
        {opened && (
          <DetailsPanel
            chart={opened}
            sql={opened.sql ?? spec.queries?.find((q) => q.name === opened.query)?.sql ?? ''}
            news={news[opened.name]}
            onClose={() => setDetails(null)}
          />
        )}
      </div>
    </>
  );
}

/** The charts on twelve columns; fewer on narrower screens. */
function Grid({ spec, children }: { spec: DashboardSpec; children: (chart: ChartSpec) => ReactNode }) {
  return (
    <div className="dashboard-grid">
      {placed(spec.charts, spec.layout ?? []).map((item) => {
        const chart = spec.charts.find((c) => c.name === item.chart);
        if (!chart) return null;
        const place = {
          '--x': item.x + 1,
          '--y': item.y + 1,
          '--w': item.w,
          '--h': item.h,
          '--narrow': narrowWidth(item.w),
        } as React.CSSProperties;
        return (
          <div key={item.chart} className="dashboard-item" style={place}>
            {children(chart)}
          </div>
        );
      })}
    </div>
  );
}

/** `Origin ORD and Distance over 4,000`, for the words of an empty card. */
export function describeChoices(filters: FilterSpec[], choices: ReturnType<typeof readChoices>): string {
  return filters
    .filter((filter) => isSet(choices[filter.name]))
    .map((filter) => {
      const choice = choices[filter.name];
      const words = choice?.values?.map((v) => v ?? 'null').join(' or ') || choiceText(filter, choice);
      return `${filter.title ?? filter.name} ${words}`;
    })
    .join(' and ');
}
