import { describe, expect, it } from 'vitest';
import {
  bytes,
  compact,
  dataTime,
  duration,
  exact,
  formatCell,
  formatNumber,
  toNumber,
  toTime,
  typeKind,
} from './format.ts';

describe('numbers', () => {
  it('should separate thousands and use a true minus', () => {
    expect(exact(3_000_000)).toBe('3,000,000');
    expect(exact(-1116)).toBe('−1,116');
    expect(exact(9.67691938, 1)).toBe('9.7');
  });

  it('should shorten for axes', () => {
    expect(compact(1234)).toBe('1.23k');
    expect(compact(35_657_417, 2)).toBe('35.66M');
    expect(compact(-5)).toBe('−5');
  });

  it('should write percentages with one digit and axes without needless ones', () => {
    expect(formatNumber(0.2089, { kind: 'Percent' })).toBe('20.9%');
    expect(formatNumber(0.2, { kind: 'Percent', decimals: 1 }, true)).toBe('20%');
  });

  it('should count bytes in thousands', () => {
    expect(bytes(999)).toBe('999 B');
    expect(bytes(1_700_000)).toBe('1.7 MB');
    expect(bytes(999_960)).toBe('1.0 MB');
  });

  it('should write times by their size', () => {
    expect(duration(0.4)).toBe('0.4 ms');
    expect(duration(35)).toBe('35 ms');
    expect(duration(1840)).toBe('1.84 s');
    expect(duration(16_740_000)).toBe('4 h 39 min');
  });
});

describe('cells', () => {
  it('should keep every digit of a decimal that travels as text', () => {
    expect(formatCell('12345678901234567890.12', 'DECIMAL(38,2)')).toBe('12,345,678,901,234,567,890.12');
  });

  it('should tell null from the empty string', () => {
    expect(formatCell(null, 'VARCHAR')).toBeNull();
    expect(formatCell('', 'VARCHAR')).toBe('');
  });

  it('should show NaN and infinities as they are', () => {
    expect(formatCell('NaN', 'DOUBLE')).toBe('NaN');
    expect(formatCell('-Infinity', 'DOUBLE')).toBe('-Infinity');
    expect(toNumber('Infinity')).toBeNull();
  });

  it('should know numbers, times and texts by their SQL type', () => {
    expect(typeKind('BIGINT')).toBe('number');
    expect(typeKind('DECIMAL(12,2)')).toBe('number');
    expect(typeKind('TIMESTAMP WITH TIME ZONE')).toBe('time');
    expect(typeKind('INTERVAL')).toBe('other');
    expect(typeKind('VARCHAR[]')).toBe('other');
    expect(typeKind('INTEGER[]')).toBe('other');
  });

  it('should read a timestamp without a zone as it stands', () => {
    const time = toTime('2001-02-25T00:00:00');
    expect(time).toBe(Date.UTC(2001, 1, 25));
    expect(dataTime(time ?? 0)).toBe('25 Feb 2001');
    expect(toTime('2001-02-25 10:30:00')).toBe(Date.UTC(2001, 1, 25, 10, 30));
  });
});
