package dev.weir.local.server;

/**
 * Statements that would run for minutes, each in another part of the engine, over the table {@code
 * t} of {@link #TABLE}.
 */
enum StoppableStatement {
  SCAN("SELECT max(" + hashed("s || n.range", 60) + ") FROM t, range(100) AS n"),
  SORT("SELECT t.s FROM t, range(2000) AS n ORDER BY md5(t.s || n.range)"),
  JOIN("SELECT count(*) FROM t AS a JOIN t AS b ON a.s < b.s WHERE hash(a.id, b.id) % 7 = 1"),
  AGGREGATION("SELECT md5(t.s || n.range) AS m, count(*) FROM t, range(2000) AS n GROUP BY m"),
  RESULT("SELECT t.s, n.range FROM t, range(100000) AS n"),
  CREATE_AS(
      "CREATE TABLE u PRIMARY KEY (id) AS SELECT range AS id, sha256(range::VARCHAR) AS s"
          + " FROM range(1000000000)"),
  INSERT("INSERT INTO t SELECT range + 1000000, sha256(range::VARCHAR) FROM range(1000000000)"),
  REPLACE("INSERT OR REPLACE INTO t SELECT range, sha256(range::VARCHAR) FROM range(1000000000)"),
  UPDATE("UPDATE t SET s = (SELECT max(md5(t.s || range)) FROM range(100000))"),
  DELETE("DELETE FROM t WHERE s < (SELECT max(md5(t.s || range)) FROM range(100000))");

  static final String TABLE = "CREATE TABLE t (id BIGINT PRIMARY KEY, s VARCHAR)";
  static final String ROWS = "INSERT INTO t SELECT range, md5(range::VARCHAR) FROM range(200000)";

  private final String sql;

  StoppableStatement(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  private static String hashed(String value, int times) {
    return "md5(".repeat(times) + value + ")".repeat(times);
  }
}
