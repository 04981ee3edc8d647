/** How a number of a chart is written; as in the `format` of a Dashboard's chart. */
export interface NumberFormat {
  kind?: 'Number' | 'Percent' | 'Bytes' | 'Duration' | 'Date' | 'Money' | null;
  decimals?: number | null;
  unit?: string | null;
  compact?: boolean | null;
}

const LOCALE = 'en-GB';
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, options);
    formats.set(key, format);
  }
  return format;
}

/** The minus sign of typography, not the hyphen. */
const trueMinus = (text: string) => text.replace(/^-/, '−');

/** A number with thousands separated; `decimals` fixes them, otherwise at most four. */
export function exact(value: number, decimals?: number | null): string {
  const options =
    decimals == null
      ? { maximumFractionDigits: 4 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return trueMinus(numberFormat(options).format(value));
}

/** `1.2k`, `35.7M`: for axes and labels. */
export function compact(value: number, decimals?: number | null): string {
  const size = Math.abs(value);
  const digits = decimals == null ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: decimals };
  if (size < 1000) return trueMinus(numberFormat(digits).format(value));
  const [divisor, suffix] =
    size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'G'] : size >= 1e6 ? [1e6, 'M'] : [1e3, 'k'];
  return trueMinus(numberFormat(digits).format(value / divisor)) + suffix;
}

/** A share of one as a percentage, one digit unless told otherwise. */
export function percent(share: number, decimals = 1): string {
  return `${exact(share * 100, decimals)}%`;
}

/** Decimal bytes: `1.7 MB`. */
export function bytes(count: number): string {
  if (count < 1000) return `${exact(count, 0)} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${exact(value, value < 100 ? 1 : 0)} ${units[unit]}`;
}

/** `0.4 ms`, `35 ms`, `1.84 s`, `4 h 39 min`. */
export function duration(millis: number): string {
  if (millis < 1) return `${exact(millis, 1)} ms`;
  if (millis < 1000) return `${exact(millis, 0)} ms`;
  if (millis < 60_000) return `${exact(millis / 1000, millis < 10_000 ? 2 : 1)} s`;
  const minutes = Math.floor(millis / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.floor((millis % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const dateTimeFormat = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const timeFormat = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** `21 Nov 2026, 09:41:07` in the reader's zone. */
export const dateTime = (epochMillis: number) => dateTimeFormat.format(epochMillis);
/** `09:41:07` in the reader's zone. */
export const timeOfDay = (epochMillis: number) => timeFormat.format(epochMillis);
/** The reader's zone, for titles. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `5 min ago`; only to stand beside the exact time. */
export function ago(epochMillis: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - epochMillis) / 1000));
  if (seconds < 60) return 'just now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** What a SQL type is to a reader. */
export type TypeKind = 'number' | 'time' | 'boolean' | 'text' | 'other';

export function typeKind(sqlType: string): TypeKind {
  const type = sqlType.toUpperCase();
  if (/[[(]?\]$|^STRUCT|^MAP|^LIST/.test(type)) return 'other';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?\b|DECIMAL|NUMERIC|DOUBLE|FLOAT|REAL|INT\d?\b|LONG)/.test(type))
    return 'number';
  if (/^(DATE|TIMESTAMP|DATETIME)/.test(type)) return 'time';
  if (/^BOOL/.test(type)) return 'boolean';
  if (/^(VARCHAR|CHAR|TEXT|STRING|UUID|ENUM|TIME\b)/.test(type)) return 'text';
  return 'other';
}

/** The number in a JSON cell; decimals and large integers travel as text. Null for what is none. */
export function toNumber(cell: unknown): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

/** Milliseconds of a date or timestamp in ISO 8601; one without a zone is read as UTC and shown as UTC. */
export function toTime(cell: unknown): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return null;
  const text = cell.replace(' ', 'T');
  const zoned = /T.*(Z|[+-]\d{2}(:?\d{2})?)$/.test(text);
  const value = Date.parse(zoned || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(value) ? null : value;
}

const utcDay = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const utcDayTime = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** A data value in time, as stored: midnight is written as a day. */
export function dataTime(millis: number): string {
  return (millis % 86_400_000 === 0 ? utcDay : utcDayTime).format(millis);
}

/** A number as its chart says. `short` is for axes and labels, where `1.2k` reads better. */
export function formatNumber(value: number, format?: NumberFormat | null, short = false): string {
  const decimals = format?.decimals;
  switch (format?.kind) {
    case 'Percent':
      return short
        ? `${trueMinus(numberFormat({ maximumFractionDigits: 1 }).format(value * 100))}%`
        : percent(value, decimals ?? 1);
    case 'Bytes':
      return bytes(value);
    case 'Duration':
      return duration(value * (unitMillis[format.unit ?? 's'] ?? 1000));
    case 'Date':
      return dataTime(value);
    case 'Money':
      return trueMinus(
        numberFormat({
          style: 'currency',
          currency: format.unit ?? 'EUR',
          maximumFractionDigits: decimals ?? 2,
        }).format(value),
      );
    default:
      if (format?.compact) return compact(value, decimals);
      return short ? compact(value) : exact(value, decimals);
  }
}

const unitMillis: Record<string, number> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000 };

/** One cell of a result as text; null stays null, so that the caller can show it as such. */
export function formatCell(cell: unknown, type: string, format?: NumberFormat | null): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'object') return JSON.stringify(cell);
  const kind = typeKind(type);
  if (kind === 'number' || format?.kind === 'Percent') {
    const value = toNumber(cell);
    if (value === null) return String(cell);
    if (!format && typeof cell === 'string') return groupDigits(cell);
    return format ? formatNumber(value, format) : exactCell(value);
  }
  if (kind === 'time') {
    const time = toTime(cell);
    if (format?.kind === 'Date' && time !== null) return dataTime(time);
    return String(cell).replace('T', ' ');
  }
  return String(cell);
}

/** All digits of a double, its thousands separated. */
function exactCell(value: number): string {
  return trueMinus(numberFormat({ maximumFractionDigits: 12, maximumSignificantDigits: 15 }).format(value));
}

/** Separates thousands in the text of an exact decimal, without going through a double. */
function groupDigits(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  return trueMinus(`${match[1]}${whole}${match[3] ?? ''}`);
}
