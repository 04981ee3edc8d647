import { lazy, Suspense } from 'react';
import type { FilterChoice, FilterSpec } from '../../api/types.ts';
import { dataTime, dateTime, exact, toTime, zone } from '../../ui/format.ts';
import { ChevronDown, CircleCheck, TriangleAlert, X } from '../../ui/icons.ts';
import { Loading } from '../../ui/Loading.tsx';
import { Popover } from '../../ui/Popover.tsx';
import type { Freshness } from './freshness.ts';
import { type Choices, isSet } from './urlState.ts';
import { ValuesFilter } from './ValuesFilter.tsx';

const RangeFilter = lazy(() => import('./pickers.tsx').then((m) => ({ default: m.RangeFilter })));
const NAMES_SHOWN = 3;

/** A choice in a few words, for its button. */
export function choiceText(filter: FilterSpec, choice: FilterChoice | undefined): string {
  if (!choice || !isSet(choice)) return 'Any';
  if (filter.type === 'Values') {
    const values = (choice.values ?? []).map((v) => v ?? 'null');
    return values.length > NAMES_SHOWN ? `${values.length} values` : values.join(', ');
  }
  const write = (bound: string) => {
    if (filter.type === 'Range') return Number.isNaN(Number(bound)) ? bound : exact(Number(bound));
    const time = toTime(bound);
    return time === null ? bound : dataTime(time);
  };
  const { min, max } = choice;
  if (min != null && max != null) return `${write(min)} – ${write(max)}`;
  return min != null ? `from ${write(min)}` : `up to ${write(max ?? '')}`;
}

interface FilterBarProps {
  slug: string;
  filters: FilterSpec[];
  choices: Choices;
  freshness: Freshness;
  charts: number;
  onChange: (filter: FilterSpec, choice: FilterChoice | undefined) => void;
}

/** The filters, what they are set to, and how fresh everything below is. */
export function FilterBar({ slug, filters, choices, freshness, charts, onChange }: FilterBarProps) {
  return (
    <div className="filter-bar" role="toolbar" aria-label="Filters">
      {filters.map((filter) => {
        const choice = choices[filter.name];
        const on = isSet(choice);
        const title = filter.title ?? filter.name;
        return (
          <span key={filter.name} className={`chip-group ${on ? 'on' : ''}`}>
            <Popover
              title={`Filter ${title}`}
              width={filter.type === 'Values' ? 280 : 320}
              buttonClass={`chip ${on ? 'on' : ''}`}
              button={
                <>
                  <span className="chip-name">{title}</span>
                  <span className="ell">{choiceText(filter, choice)}</span>
                  {!on && <ChevronDown size={14} aria-hidden="true" />}
                </>
              }
            >
              {() =>
                filter.type === 'Values' ? (
                  <ValuesFilter
                    slug={slug}
                    filter={filter}
                    choice={choice}
                    onChange={(next) => onChange(filter, next)}
                  />
                ) : (
                  <Suspense fallback={<Loading lines={2} />}>
                    <RangeFilter
                      slug={slug}
                      filter={filter}
                      choice={choice}
                      onChange={(next) => onChange(filter, next)}
                    />
                  </Suspense>
                )
              }
            </Popover>
            {on && (
              <button
                type="button"
                className="chip-clear"
                aria-label={`Clear ${title}`}
                title="Clear"
                onClick={() => onChange(filter, undefined)}
              >
                <X size={14} aria-hidden="true" />
              </button>
            )}
          </span>
        );
      })}
      <span className="grow" />
      <FreshnessLine freshness={freshness} charts={charts} />
    </div>
  );
}

function FreshnessLine({ freshness, charts }: { freshness: Freshness; charts: number }) {
  if (freshness.charts === 0) return null;
  const { snapshotEpochMillis: at, cached, differs, coreSeconds } = freshness;
  const Icon = differs ? TriangleAlert : CircleCheck;
  return (
    <span
      className={`fresh-line tn ${differs ? 'warn' : ''}`}
      role="status"
      title={`Times in ${zone()}`}
      data-testid="freshness"
    >
      <Icon size={12} aria-hidden="true" />
      <span>
        {at != null && `Data as of ${dateTime(at)} · `}
        {differs && 'charts show different snapshots · '}
        {freshness.charts < charts ? `${freshness.charts} of ${charts} loaded · ` : ''}
        {cached} of {freshness.charts} from cache · {coreSeconds.toFixed(2)} core-s
      </span>
    </span>
  );
}
