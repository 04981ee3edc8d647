import { useQuery } from '@tanstack/react-query';
import DatePicker from 'antd/es/date-picker';
import dayjs from 'dayjs';
import { loadFilterOptions } from '../../api/index.ts';
import type { FilterChoice, FilterSpec } from '../../api/types.ts';
import { AntTheme } from '../../ui/AntTheme.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { exact } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';

const DAY = 'YYYY-MM-DD';

interface RangeFilterProps {
  slug: string;
  filter: FilterSpec;
  choice: FilterChoice | undefined;
  onChange: (choice: FilterChoice | undefined) => void;
}

/** Bounds of numbers or days, both included. */
export function RangeFilter(props: RangeFilterProps) {
  const { slug, filter } = props;
  const options = useQuery({
    queryKey: ['filter-options', slug, filter.name, ''],
    queryFn: ({ signal }) => loadFilterOptions(slug, filter.name, '', signal),
  });
  if (options.error) return <ErrorNote error={options.error} />;
  if (!options.data) return <Loading lines={2} />;
  const { min = null, max = null } = options.data;
  return (
    <AntTheme>
      {filter.type === 'DateRange' ? (
        <Days {...props} min={min} max={max} />
      ) : (
        <Numbers {...props} min={Number(min)} max={Number(max)} />
      )}
    </AntTheme>
  );
}

function Days({
  filter,
  choice,
  min,
  max,
  onChange,
}: RangeFilterProps & { min: string | null; max: string | null }) {
  const bound = (text: string | null | undefined) => (text ? dayjs(text.slice(0, DAY.length), DAY) : null);
  const title = filter.title ?? filter.name;
  const day = (part: 'min' | 'max', label: string) => (
    <div className="range-part">
      <span className="sm t2">{label}</span>
      <DatePicker
        aria-label={`${title}: ${label.toLowerCase()}`}
        value={bound(choice?.[part])}
        defaultPickerValue={bound(part === 'min' ? min : max)}
        minDate={bound(min) ?? undefined}
        maxDate={bound(max) ?? undefined}
        format="D MMM YYYY"
        placeholder={bound(part === 'min' ? min : max)?.format('D MMM YYYY') ?? ''}
        onChange={(value) => {
          const next = { ...choice, [part]: value ? value.format(DAY) : null };
          onChange(next.min == null && next.max == null ? undefined : next);
        }}
      />
    </div>
  );
  return (
    <div className="range-filter">
      {day('min', 'First day')}
      {day('max', 'Last day')}
    </div>
  );
}

function Numbers({ filter, choice, min, max, onChange }: RangeFilterProps & { min: number; max: number }) {
  const title = filter.title ?? filter.name;
  const bound = (part: 'min' | 'max', label: string, hint: number) => (
    <label className="range-part">
      <span className="sm t2">{label}</span>
      <input
        className="field"
        type="number"
        aria-label={`${title}: ${label.toLowerCase()}`}
        placeholder={String(hint)}
        defaultValue={choice?.[part] ?? ''}
        onBlur={(event) => set(part, event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && set(part, event.currentTarget.value)}
      />
    </label>
  );
  const set = (part: 'min' | 'max', text: string) => {
    if (text === (choice?.[part] ?? '')) return;
    const next = { ...choice, [part]: text === '' ? null : text };
    onChange(next.min == null && next.max == null ? undefined : next);
  };
  return (
    <div className="range-filter">
      {bound('min', 'From', min)}
      {bound('max', 'To', max)}
      <p className="sm mut">
        {exact(min)} to {exact(max)} {filter.format?.unit}
      </p>
    </div>
  );
}

interface AsOfPickerProps {
  /** ISO 8601; null is now. */
  value: string | null;
  onChange: (time: string | null) => void;
}

/** A moment in the past that every table is read at. */
export function AsOfPicker({ value, onChange }: AsOfPickerProps) {
  return (
    <AntTheme>
      <div className="range-filter">
        <div className="range-part">
          <span className="sm t2">Read every table as it was at</span>
          <DatePicker
            showTime
            aria-label="As of"
            value={value ? dayjs(value) : null}
            maxDate={dayjs()}
            format="D MMM YYYY, HH:mm:ss"
            onChange={(time) => onChange(time ? time.toISOString() : null)}
          />
        </div>
        <button type="button" className="btn small" disabled={value === null} onClick={() => onChange(null)}>
          Now
        </button>
      </div>
    </AntTheme>
  );
}
