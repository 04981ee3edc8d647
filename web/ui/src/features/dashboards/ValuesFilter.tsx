import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { loadFilterOptions } from '../../api/index.ts';
import type { FilterChoice, FilterSpec } from '../../api/types.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { exact } from '../../ui/format.ts';
import { Loading } from '../../ui/Loading.tsx';

interface ValuesFilterProps {
  slug: string;
  filter: FilterSpec;
  choice: FilterChoice | undefined;
  onChange: (choice: FilterChoice | undefined) => void;
}

/** The values of a column with how often they occur; any number can be chosen. */
export function ValuesFilter({ slug, filter, choice, onChange }: ValuesFilterProps) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const options = useQuery({
    queryKey: ['filter-options', slug, filter.name, asked],
    queryFn: ({ signal }) => loadFilterOptions(slug, filter.name, asked, signal),
    placeholderData: keepPreviousData,
  });
  const chosen = choice?.values ?? [];
  const toggle = (value: string | null) =>
    onChange({ values: chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value] });
  const found = (options.data?.values ?? []).map((o) => ({
    value: o.value ?? null,
    count: o.count as number | null,
  }));
  // What is chosen stays in sight, also where the search does not find it.
  const missing = chosen
    .filter((v) => !found.some((o) => o.value === v))
    .map((value) => ({ value, count: null }));
  const title = filter.title ?? filter.name;

  return (
    <div className="values-filter">
      <input
        className="field"
        placeholder={`Search ${title}`}
        aria-label={`Search ${title}`}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {options.error && <ErrorNote error={options.error} />}
      {options.isPending && <Loading />}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll. */}
      <div className="values scroll" role="group" aria-label={title}>
        {[...missing, ...found].map(({ value, count }) => (
          <label key={value ?? '\u0000null'}>
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
            <span className={`ell grow ${value === null ? 'null' : ''}`}>{value ?? 'null'}</span>
            <span className="mut tn">{count === null ? '' : exact(count)}</span>
          </label>
        ))}
        {options.data && found.length === 0 && <p className="note mut">No value contains “{asked}”.</p>}
        {options.data?.truncated && <p className="note mut">There are more. Search to find them.</p>}
      </div>
      <div className="foot">
        <button
          type="button"
          className="btn ghost small"
          disabled={chosen.length === 0}
          onClick={() => onChange(undefined)}
        >
          Clear
        </button>
        <span className="grow" />
        <span className="sm mut">{chosen.length > 0 && `${chosen.length} chosen`}</span>
      </div>
    </div>
  );
}
