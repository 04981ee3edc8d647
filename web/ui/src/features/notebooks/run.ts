import { WeirError } from '../../api/client.ts';
import { followQuery, isFinal, loadRows, submitQuery } from '../../api/index.ts';
import type { NotebookSpec, QueryStatus } from '../../api/types.ts';
import type { ResultData } from '../charts/data.ts';

const ROWS_MAX = 2000;

export interface CellResult extends ResultData {
  status: QueryStatus;
}

type ParameterSpec = NonNullable<NotebookSpec['parameters']>[number];
type Value = string | number | boolean | null;

/** A default, which is text, as the JSON value of its type. */
export function parameterValue({ type, default: text }: ParameterSpec): Value {
  if (text == null) return null;
  if (type === 'Number' && text.trim() !== '') return Number(text);
  if (type === 'Boolean') return text === 'true';
  return text;
}

/** A statement with `$name` numbered, and the values in that order; what stands in quotes stays. */
export function bindParameters(
  sql: string,
  parameters: ParameterSpec[],
): { sql: string; parameters: Value[] } {
  const used: ParameterSpec[] = [];
  const text = sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\$([a-z][a-z0-9_]*)/g,
    (whole, name?: string) => {
      const parameter = name && parameters.find((p) => p.name === name);
      if (!parameter) return whole;
      if (!used.includes(parameter)) used.push(parameter);
      return `$${used.indexOf(parameter) + 1}`;
    },
  );
  return { sql: text, parameters: used.map(parameterValue) };
}

const waitFor = (started: QueryStatus) =>
  new Promise<QueryStatus>((resolve, reject) => {
    if (isFinal(started.state)) resolve(started);
    else followQuery(started.id, (status) => isFinal(status.state) && resolve(status), reject);
  });

/** Runs the statement of a cell and answers its first rows. */
export async function runCell(sql: string, spec: NotebookSpec): Promise<CellResult> {
  const bound = bindParameters(sql, spec.parameters ?? []);
  const started = await submitQuery({
    sql: bound.sql,
    rowsMax: ROWS_MAX,
    ...(bound.parameters.length > 0 && { parameters: bound.parameters }),
    ...(spec.namespace && { namespace: spec.namespace }),
  });
  const status = await waitFor(started);
  if (status.error) throw new WeirError(400, { ...status.error, queryId: status.error.queryId ?? status.id });
  const page = await loadRows(status.id, 0, ROWS_MAX);
  return { status, columns: page.columns, rows: page.rows };
}
