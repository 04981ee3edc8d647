package dev.weir.local.server;

/** A statement during which a process is killed, over the table {@code t} of {@link #TABLE}. */
enum KilledWrite {
  REPLACE(
      "INSERT OR REPLACE INTO t SELECT range, 1, md5(range::VARCHAR) FROM range(90000, 150000)",
      "150000,150000,60000"),
  UPDATE("UPDATE t SET v = 1 WHERE id % 2 = 0", "100000,100000,50000"),
  DELETE("DELETE FROM t WHERE id % 2 = 0", "50000,50000,0"),
  COPY("COPY t FROM '@FILE@'", "160000,160000,60000"),
  COPY_ONCE("COPY t FROM '@FILE@' (LOAD_ID 'rows')", "160000,160000,60000"),
  CREATE_AS(
      "CREATE TABLE u PRIMARY KEY (id) WITH (target_file_size = '200KB', row_group_rows = 2048)"
          + " AS SELECT range AS id, 1::BIGINT AS v, md5(range::VARCHAR) AS s FROM range(60000)",
      "60000,60000,60000");

  /** Files of some ten thousand rows each, so that every statement makes several. */
  static final String TABLE =
      "CREATE TABLE t (id BIGINT PRIMARY KEY, v BIGINT, s VARCHAR)"
          + " WITH (target_file_size = '200KB', row_group_rows = 2048)";

  static final String ROWS =
      "INSERT INTO t SELECT range, 0, md5(range::VARCHAR) FROM range(100000)";
  static final String BEFORE = "100000,100000,0";

  private final String sql;
  private final String after;

  KilledWrite(String sql, String after) {
    this.sql = sql;
    this.after = after;
  }

  /**
   * @param file what COPY calls a file with the rows 100000 to 159999
   */
  String sql(String file) {
    return sql.replace("@FILE@", file);
  }

  /** The table that it writes. */
  String table() {
    return this == CREATE_AS ? "u" : "t";
  }

  /** Count, distinct keys and sum of v when it has happened. */
  String after() {
    return after;
  }
}
