import type { FilterChoice, FilterSpec } from '../../api/types.ts';

export type Choices = Record<string, FilterChoice>;

const PREFIX = 'f.';
/** Between the bounds of a range in the address. */
const BETWEEN = '..';
/** How a chosen null is written in the address. */
const NULL = '\\N';

/** Whether a choice narrows anything. */
export const isSet = (choice: FilterChoice | undefined) =>
  choice !== undefined && ((choice.values?.length ?? 0) > 0 || choice.min != null || choice.max != null);

/** The filters as the address has them; one that it does not name has its default. */
export function readChoices(filters: FilterSpec[], search: URLSearchParams): Choices {
  const choices: Choices = {};
  for (const filter of filters) {
    const given = search.getAll(PREFIX + filter.name);
    const choice = given.length === 0 ? filter.default : parse(filter, given);
    if (choice && isSet(choice)) choices[filter.name] = choice;
  }
  return choices;
}

function parse(filter: FilterSpec, given: string[]): FilterChoice {
  if (filter.type === 'Values') {
    return { values: given.filter((value) => value !== '').map((value) => (value === NULL ? null : value)) };
  }
  const [min, max] = (given[0] ?? '').split(BETWEEN);
  return { ...(min && { min }), ...(max && { max }) };
}

/** The address with one filter changed; undefined or empty means all, also where the default says otherwise. */
export function writeChoice(
  search: URLSearchParams,
  filter: FilterSpec,
  choice: FilterChoice | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  const key = PREFIX + filter.name;
  next.delete(key);
  if (!choice || !isSet(choice)) {
    if (isSet(filter.default ?? undefined)) next.set(key, '');
  } else if (filter.type === 'Values') {
    for (const value of choice.values ?? []) next.append(key, value ?? NULL);
  } else {
    next.set(key, `${choice.min ?? ''}${BETWEEN}${choice.max ?? ''}`);
  }
  return next;
}

/** What one chart is narrowed by: everything but what it ignores. */
export function choicesFor(choices: Choices, ignored: string[] | undefined): Choices {
  if (!ignored?.length) return choices;
  return Object.fromEntries(Object.entries(choices).filter(([name]) => !ignored.includes(name)));
}
