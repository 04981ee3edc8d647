/** A piece of a statement and how to colour it; the empty class is plain text. */
export interface SqlPiece {
  text: string;
  kind: '' | 'k' | 'f' | 's' | 'n' | 'co';
}

/** Words of the language, for colours and completion. */
export const KEYWORDS =
  `ADD ALL ALTER ANALYZE AND ANTI ANY AS ASC ASOF BETWEEN BY CASE CAST COLUMN COPY CREATE CROSS CUBE CURRENT DATE DEFAULT DELETE DESC
  DESCRIBE DISTINCT DROP ELSE END EXCEPT EXCLUDE EXISTS EXPLAIN FALSE FILTER FIRST FOLLOWING FOR FROM FULL GROUP GROUPING HAVING ILIKE IN
  INNER INSERT INTERSECT INTERVAL INTO IS JOIN KEY LAST LATERAL LEFT LIKE LIMIT NATURAL NOT NULL NULLS OF OFFSET ON OR ORDER OUTER OVER
  PARTITION PIPELINE PIVOT PRECEDING PRIMARY QUALIFY RANGE RECURSIVE RENAME REPLACE RIGHT ROLLUP ROW ROWS SAMPLE SELECT SEMI SET SETS SHOW
  TABLE TABLES THEN TIMESTAMP TO TRUE UNBOUNDED UNION UNNEST UNPIVOT UPDATE USING VALUES VIEW WHEN WHERE WINDOW WITH WITHIN`.split(
    /\s+/,
  );
const keywords = new Set(KEYWORDS);
/** Words that are keywords only before a literal; elsewhere they are as likely a column. */
const LITERAL_WORDS = new Set(['DATE', 'TIMESTAMP', 'INTERVAL']);

const PIECES =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*")|([A-Za-z_][\w$]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function isKeyword(word: string, next: string): boolean {
  const upper = word.toUpperCase();
  return keywords.has(upper) && (!LITERAL_WORDS.has(upper) || /^\s*['\d]/.test(next));
}

/** Functions that are offered while writing; the engine knows many more. */
export const FUNCTIONS =
  `abs any_value approx_count_distinct arg_max arg_min array_agg avg bool_and bool_or ceil coalesce concat contains corr
  count count_if date_diff date_part date_trunc day dayname dayofweek dense_rank ends_with extract first floor format generate_series greatest
  histogram hour if ifnull isodow lag last lead least left length list ln log lower lpad make_date max median min minute mode month monthname
  now ntile nullif percent_rank position quantile_cont quantile_disc quarter rank regexp_extract regexp_matches regexp_replace replace right
  round row_number rpad second sign split_part sqrt starts_with stddev strftime string_agg strptime substr sum trim trunc try_cast unnest upper
  variance week year`.split(/\s+/);

/** Cuts a statement into pieces for colouring. Joined, the pieces are the statement. */
export function sqlPieces(sql: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  let at = 0;
  for (const match of sql.matchAll(PIECES)) {
    if (match.index > at) pieces.push({ text: sql.slice(at, match.index), kind: '' });
    const text = match[0];
    at = match.index + text.length;
    if (match[1]) pieces.push({ text, kind: 'co' });
    else if (match[2]) pieces.push({ text, kind: 's' });
    else if (match[5]) pieces.push({ text, kind: 'n' });
    else if (match[4] && isKeyword(text, sql.slice(at, at + 3))) pieces.push({ text, kind: 'k' });
    else if (match[4] && sql[at] === '(') pieces.push({ text, kind: 'f' });
    else pieces.push({ text, kind: '' });
  }
  if (at < sql.length) pieces.push({ text: sql.slice(at), kind: '' });
  return pieces;
}

/** A name as a statement has to write it: in quotes when it is no plain identifier or a word of the language. */
export const quoted = (name: string) =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !keywords.has(name.toUpperCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;

const DEFAULT_NAMESPACE = 'default';

/** A table as a statement names it; the default namespace goes without saying. */
export const tableName = (namespace: string, table: string) =>
  namespace === DEFAULT_NAMESPACE ? quoted(table) : `${quoted(namespace)}.${quoted(table)}`;
