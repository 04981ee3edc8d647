import { describe, expect, it } from 'vitest';
import { sqlPieces, tableName } from './sql.ts';

const kinds = (sql: string) => Object.fromEntries(sqlPieces(sql).map((p) => [p.text, p.kind]));

describe('sqlPieces', () => {
  it('should lose nothing', () => {
    const sql = "SELECT 'it''s', \"a b\", 1.5e3 -- note\nFROM t /* c */ WHERE x = $1";
    expect(
      sqlPieces(sql)
        .map((p) => p.text)
        .join(''),
    ).toBe(sql);
  });

  it('should tell keywords, functions, texts and numbers', () => {
    expect(kinds("SELECT count(*) FROM t WHERE a = 'x' AND b > 3")).toMatchObject({
      SELECT: 'k',
      count: 'f',
      "'x'": 's',
      '3': 'n',
    });
  });

  it('should take DATE for a keyword only before a literal', () => {
    expect(kinds('CAST(date AS x)').date).not.toBe('k');
    expect(kinds("DATE '2001-01-01'").DATE).toBe('k');
  });
});

describe('tableName', () => {
  it('should write what the engine reads', () => {
    expect(tableName('default', 'flights')).toBe('flights');
    expect(tableName('ops', 'Flüge "x"')).toBe('ops."Flüge ""x"""');
    expect(tableName('order', 'select')).toBe('"order"."select"');
  });
});
