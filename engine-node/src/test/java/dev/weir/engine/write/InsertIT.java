package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.engine.command.CommandResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsertIT {
  @TempDir Path folder;
  private TestingStatements db;

  @BeforeEach
  void open() throws IOException {
    db = connect(folder);
  }

  /** The database in its store, which differs between classes. */
  TestingStatements connect(Path root) throws IOException {
    return new TestingStatements(root);
  }

  @AfterEach
  void close() throws IOException {
    db.close();
  }

  @Test
  void shouldCreateInsertAndRead() throws InterruptedException {
    db.run("CREATE TABLE t (id BIGINT, name VARCHAR, price DECIMAL(10,2), PRIMARY KEY (id))");

    CommandResult result = db.run("INSERT INTO t VALUES (3, 'c', 1.5), (1, 'ä', NULL), (2, '', 7)");

    assertThat(result.affectedRows()).isEqualTo(3);
    assertThat(db.rows("SELECT * FROM t ORDER BY id"))
        .containsExactly("1,ä,null", "2,,7.00", "3,c,1.50");
    Table table = db.table("t");
    assertThat(table.schema().identifierFieldNames()).containsExactly("id");
    assertThat(table.sortOrder().fields()).hasSize(1);
    assertThat(table.properties()).containsEntry("write.parquet.compression-codec", "zstd");
  }

  @Test
  void shouldInsertNamedColumnsAndParameters() throws InterruptedException {
    db.run("CREATE TABLE t (id INTEGER, name VARCHAR, day DATE, x DOUBLE, PRIMARY KEY (id))");

    db.run(
        "INSERT INTO t (day, ID, x) SELECT ?, ?, $3",
        LocalDate.of(2026, 1, 31),
        7L,
        new BigDecimal("1.25"));

    assertThat(db.rows("SELECT * FROM t")).containsExactly("7,null,2026-01-31,1.25");
  }

  @Test
  void shouldInsertFromTableItself() throws InterruptedException {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)");
    db.run("INSERT INTO t SELECT range, range * 2 FROM range(10)");

    db.run("INSERT INTO t SELECT id + 10, v FROM t WHERE id < 5");

    assertThat(db.rows("SELECT count(*), max(id), sum(v) FROM t")).containsExactly("15,14,110");
  }

  @Test
  void shouldCreateTableAsQuery() throws InterruptedException {
    CommandResult result =
        db.run(
            "CREATE TABLE big PRIMARY KEY (n) AS SELECT range AS n, sum(range) OVER () AS s,"
                + " CASE WHEN range > 3 THEN 'x' END AS c FROM range(1000)");

    assertThat(result.affectedRows()).isEqualTo(1000);
    assertThat(db.rows("SELECT count(*), any_value(s), count(c) FROM big"))
        .containsExactly("1000,499500,996");
    Thrown.by(() -> db.run("CREATE TABLE big PRIMARY KEY (n) AS SELECT 1 AS n"))
        .has(ErrorCode.ALREADY_EXISTS);
    db.run("CREATE OR REPLACE TABLE big PRIMARY KEY (m) AS SELECT 5 AS m");
    assertThat(db.rows("SELECT * FROM big")).containsExactly("5");
  }

  @Test
  void shouldLeaveNothingWhenCreateAsFails() throws Exception {
    Thrown.by(
            () ->
                db.run(
                    "CREATE TABLE bad PRIMARY KEY (n) AS SELECT range % 10 AS n FROM range(100)"))
        .has(ErrorCode.PRIMARY_KEY_DUPLICATE);

    assertThat(db.run("SHOW TABLES").rows()).isEmpty();
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldRefuseBadKeys() throws Exception {
    db.run("CREATE TABLE t (a INTEGER, b VARCHAR, v INTEGER NOT NULL, PRIMARY KEY (a, b))");
    db.run("INSERT INTO t VALUES (1, 'x', 1)");

    Thrown.by(() -> db.run("INSERT INTO t VALUES (2, 'y', 1), (3, NULL, 1)"))
        .has(ErrorCode.PRIMARY_KEY_NULL)
        .says("row 2")
        .says("b");
    Thrown.by(() -> db.run("INSERT INTO t VALUES (2, 'y', 1), (2, 'z', 1), (2, 'y', 2)"))
        .has(ErrorCode.PRIMARY_KEY_DUPLICATE)
        .says("a = 2, b = y");
    Thrown.by(() -> db.run("INSERT INTO t VALUES (0, 'x', 1), (1, 'x', 5), (9, 'x', 1)"))
        .has(ErrorCode.PRIMARY_KEY_DUPLICATE)
        .says("a = 1, b = x");
    Thrown.by(() -> db.run("INSERT INTO t VALUES (5, 'x', NULL)"))
        .has(ErrorCode.NULL_NOT_ALLOWED)
        .says("v");

    assertThat(db.rows("SELECT * FROM t")).containsExactly("1,x,1");
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldReplaceRowsOfSameKey() throws InterruptedException {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v VARCHAR)");
    db.run("INSERT INTO t SELECT range, 'old' FROM range(100)");
    db.run("INSERT INTO t SELECT range, 'old' FROM range(1000, 1100)");

    CommandResult result =
        db.run("INSERT OR REPLACE INTO t SELECT range * 10, 'new' FROM range(5, 15)");

    assertThat(result.affectedRows()).isEqualTo(10);
    assertThat(db.rows("SELECT v, count(*), min(id), max(id) FROM t GROUP BY v ORDER BY v"))
        .containsExactly("new,10,50,140", "old,195,0,1099");
  }

  @Test
  void shouldNameColumnOfBadValue() throws InterruptedException {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, small INTEGER, day DATE)");

    Thrown.by(() -> db.run("INSERT INTO t VALUES (1, 5, NULL), (2, 99999999999, NULL)"))
        .has(ErrorCode.VALUE_ERROR)
        .says("row 2, column small")
        .says("99999999999");
    Thrown.by(() -> db.run("INSERT INTO t SELECT 1, 2, 3"))
        .has(ErrorCode.TYPE_MISMATCH)
        .says("column day is DATE");
    Thrown.by(() -> db.run("INSERT INTO t VALUES (1, 2)"))
        .has(ErrorCode.TYPE_MISMATCH)
        .says("2 values a row are given for 3 columns");
    Thrown.by(() -> db.run("INSERT INTO t (id, smal) VALUES (1, 2)"))
        .has(ErrorCode.COLUMN_NOT_FOUND)
        .hints("small");
    Thrown.by(() -> db.run("INSERT INTO tt VALUES (1, 2)")).has(ErrorCode.TABLE_NOT_FOUND);
  }

  @Test
  void shouldPlaceErrorsOfInnerQuery() throws InterruptedException {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");

    Thrown.by(() -> db.run("INSERT INTO t\n  SELECT range +\n nope FROM range(3)"))
        .has(ErrorCode.COLUMN_NOT_FOUND)
        .at(3, 2);
  }

  @Test
  void shouldSplitFilesAtTargetSize() throws InterruptedException {
    db.run(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, u UUID)"
            + " WITH (target_file_size = '200KB', row_group_rows = 2048)");

    db.run("INSERT INTO t SELECT range, uuid() FROM range(60000) ORDER BY hash(range)");

    List<List<Object>> files = db.run("SHOW PARTITIONS FROM t").rows();
    assertThat(files).hasSizeBetween(3, 8);
    assertThat(files).allSatisfy(file -> assertThat((Long) file.get(3)).isGreaterThan(1));
    assertThat(files.stream().mapToLong(file -> (Long) file.get(1)).sum()).isEqualTo(60_000);
  }
}
