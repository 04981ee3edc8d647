import { memo, useCallback, useEffect, useState } from 'react';
import type { ChartSpec } from '../../api/types.ts';
import { PROGRESS_MILLIS, QUIET_MILLIS, useAfter } from '../../ui/Delayed.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { duration, timeOfDay, zone } from '../../ui/format.ts';
import { CircleCheck, Ellipsis, Table, Timer } from '../../ui/icons.ts';
import { Menu } from '../../ui/Menu.tsx';
import { ChartView } from '../charts/ChartView.tsx';
import { columnAt } from '../charts/data.ts';
import { type Asked, type ChartAnswer, useChartData, useUnfiltered } from './useChartData.ts';

/** What a card tells the page. */
export interface CardNews {
  answer?: ChartAnswer | undefined;
  drawMillis?: number | undefined;
}

interface ChartCardProps {
  chart: ChartSpec;
  asked: Asked;
  /** The moment that most of the page shows. */
  pageSnapshot: number | null;
  selected: string[];
  /** The filters that narrow this chart, in words. */
  filterNames: string;
  open: boolean;
  onDetails: (chart: string) => void;
  /** Adds to what the card has told before. */
  onNews: (chart: string, news: CardNews) => void;
  onCross: (chart: ChartSpec, value: string | null) => void;
}

/**
 * One chart of a dashboard with its heading, state and menu. Its size never changes. Rendered again only when it
 * has something to show: the page itself is rendered at each answer of each chart.
 */
export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { chart, asked, selected, open, onDetails, onNews, onCross } = props;
  const query = useChartData(chart, asked);
  const unfiltered = useUnfiltered(chart, asked);
  const [asTable, setAsTable] = useState(false);
  const answer = query.data;
  const stale = answer !== undefined && query.error !== null;

  useEffect(() => onNews(chart.name, { answer }), [chart.name, answer, onNews]);
  const tellDrawn = useCallback(
    (drawMillis: number) => onNews(chart.name, { drawMillis }),
    [chart.name, onNews],
  );

  const mark = (row: number) => {
    const cell = answer?.data.rows[row]?.[columnAt(answer.data, chart.crossFilter?.field)];
    if (cell !== undefined) onCross(chart, cell === null ? null : String(cell));
  };
  const title = chart.title ?? chart.name;

  return (
    <section
      className={`card chart-card ${chart.type === 'BigNumber' ? 'figure-card' : ''}`}
      aria-label={title}
      aria-busy={query.isFetching}
      data-chart={chart.name}
      data-cache={answer ? (answer.data.freshness.cacheHit ? 'hit' : 'miss') : undefined}
      onKeyDown={(event) => {
        if (event.key !== 'v' || event.ctrlKey || event.metaKey || chart.type === 'Table') return;
        event.preventDefault();
        setAsTable(!asTable);
      }}
    >
      <div className="card-head">
        <h2 title={title}>{title}</h2>
        {chart.type !== 'BigNumber' && chart.subtitle && <span className="sub">{chart.subtitle}</span>}
        <span className="grow" />
        {stale && <span className="tag warn">stale</span>}
        <span className="card-tools">
          {answer && <Badge {...props} answer={answer} />}
          <Menu
            label={`Menu of ${title}`}
            button={<Ellipsis size={14} aria-hidden="true" />}
            buttonClass="btn ghost small icon"
            items={[
              {
                label: asTable ? 'View as chart' : 'View as table',
                icon: <Table size={14} aria-hidden="true" />,
                keys: 'v',
                run: () => setAsTable(!asTable),
              },
              {
                label: open ? 'Hide details' : 'Details',
                icon: <Timer size={14} aria-hidden="true" />,
                run: () => onDetails(chart.name),
              },
            ]}
          />
        </span>
      </div>
      <div className="card-body">
        <Body
          {...props}
          query={query}
          unfiltered={unfiltered}
          selected={selected}
          asTable={asTable}
          onMark={chart.crossFilter ? mark : undefined}
          onDrawn={tellDrawn}
        />
      </div>
      <Busy on={query.isFetching && answer !== undefined} />
    </section>
  );
});

/** Only what the header does not say for all: another moment, or that it was run and how long it took. */
function Badge({ chart, answer, pageSnapshot, open, onDetails }: ChartCardProps & { answer: ChartAnswer }) {
  const { freshness, stats } = answer.data;
  const differs = freshness.snapshotEpochMillis != null && freshness.snapshotEpochMillis !== pageSnapshot;
  if (freshness.cacheHit && !differs) return null;
  const parts = [
    differs && freshness.snapshotEpochMillis != null && timeOfDay(freshness.snapshotEpochMillis),
    freshness.cacheHit ? 'cache' : duration(stats.totalMicros / 1000),
  ].filter(Boolean);
  const figure = chart.type === 'BigNumber';
  return (
    <button
      type="button"
      className={`fresh ${differs ? 'differs' : ''}`}
      aria-expanded={open}
      aria-label={`${chart.title ?? chart.name}: ${parts.join(', ')}. Why?`}
      title={`Times in ${zone()}`}
      onClick={() => onDetails(chart.name)}
    >
      {freshness.cacheHit ? (
        <CircleCheck size={12} aria-hidden="true" />
      ) : (
        <Timer size={12} aria-hidden="true" />
      )}
      {parts.join(' · ')}
      {!figure && ' · why?'}
    </button>
  );
}

/** The old result stays; a thin line says that a new one is on its way, once it takes a while. */
function Busy({ on }: { on: boolean }) {
  return useAfter(on, QUIET_MILLIS) ? (
    <div className="thin-bar" role="status" aria-label="Refreshing">
      <i />
    </div>
  ) : null;
}

interface BodyProps extends ChartCardProps {
  query: ReturnType<typeof useChartData>;
  unfiltered: ReturnType<typeof useUnfiltered>;
  asTable: boolean;
  onMark: ((row: number) => void) | undefined;
  onDrawn: (millis: number) => void;
}

function Body({ chart, query, unfiltered, selected, asTable, onMark, onDrawn, filterNames }: BodyProps) {
  const answer = query.data;
  if (!answer && query.error) return <ErrorNote error={query.error} action={<Again query={query} />} />;
  if (!answer) return <Waiting figure={chart.type === 'BigNumber'} />;
  if (answer.data.rows.length === 0) {
    const words = filterNames ? `No rows match ${filterNames}.` : 'The query returned no rows.';
    // A key figure has room for two words; the charts below say the rest.
    return (
      <p className="note mut" title={words}>
        {chart.type === 'BigNumber' ? 'No rows' : words}
      </p>
    );
  }
  return (
    <>
      <ChartView
        spec={chart}
        data={answer.data}
        unfiltered={unfiltered}
        selected={selected}
        asTable={asTable}
        onMark={onMark}
        onDrawn={onDrawn}
      />
      {query.error && (
        <div className="stale-note">
          <ErrorNote error={query.error} action={<Again query={query} />} />
        </div>
      )}
    </>
  );
}

function Again({ query }: { query: ReturnType<typeof useChartData> }) {
  return (
    <button type="button" className="btn small" onClick={() => query.refetch()}>
      Try again
    </button>
  );
}

/** Nothing at first, then the shape of what comes, then words. */
function Waiting({ figure }: { figure: boolean }) {
  const shape = useAfter(true, QUIET_MILLIS);
  const words = useAfter(true, PROGRESS_MILLIS);
  if (!shape) return null;
  return (
    <div className={figure ? 'waiting figure' : 'waiting'} role="status" aria-label="Loading">
      <div className="skeleton" />
      {words && !figure && <span className="sm mut">Running the query</span>}
    </div>
  );
}
