package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowChangesIT {
  @TempDir Path folder;
  private TestingStatements db;

  @BeforeEach
  void open() throws Exception {
    db = connect(folder);
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v VARCHAR, n DOUBLE)");
    db.run("INSERT INTO t SELECT range, 'a' || range, range / 2 FROM range(100)");
    db.run("INSERT INTO t SELECT range, 'b' || range, NULL FROM range(1000, 1100)");
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
  void shouldDeleteAndTouchOnlyFilesWithSuchRows() throws Exception {
    List<String> before = files();

    assertThat(db.run("DELETE FROM t WHERE id BETWEEN 10 AND 19 OR v = 'a50'").affectedRows())
        .isEqualTo(11);

    assertThat(db.rows("SELECT count(*), min(id), max(id) FROM t")).containsExactly("189,0,1099");
    assertThat(files()).hasSize(2).contains(before.get(1)).doesNotContain(before.get(0));
  }

  @Test
  void shouldDropFileWhoseRowsAllGo() throws Exception {
    db.run("DELETE FROM t AS x WHERE x.id >= (SELECT max(id) - 99 FROM t)");

    assertThat(files()).hasSize(1);
    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("100");
  }

  @Test
  void shouldDeleteEverything() throws Exception {
    assertThat(db.run("DELETE FROM t").affectedRows()).isEqualTo(200);
    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("0");
    assertThat(db.run("TRUNCATE t").affectedRows()).isZero();
    assertThat(db.run("DELETE FROM t WHERE id = 1").affectedRows()).isZero();
  }

  @Test
  void shouldUpdateRows() throws Exception {
    long changed =
        db.run("UPDATE t SET v = upper(v) || ?, n = coalesce(n, -1) + id WHERE id % 50 = 0", "!")
            .affectedRows();

    assertThat(changed).isEqualTo(4);
    assertThat(db.rows("SELECT * FROM t WHERE id % 50 = 0 ORDER BY id"))
        .containsExactly("0,A0!,0.0", "50,A50!,75.0", "1000,B1000!,999.0", "1050,B1050!,1049.0");
    assertThat(db.rows("SELECT count(*), count(DISTINCT id) FROM t")).containsExactly("200,200");
  }

  @Test
  void shouldChangeKeysButNotIntoOthers() throws Exception {
    db.run("UPDATE t SET id = id + 1 WHERE id < 99 AND id >= 90 OR id = 99");
    assertThat(db.rows("SELECT id FROM t WHERE id BETWEEN 89 AND 101 ORDER BY id"))
        .containsExactly("89", "91", "92", "93", "94", "95", "96", "97", "98", "99", "100");

    Thrown.by(() -> db.run("UPDATE t SET id = 1005 WHERE id = 5"))
        .has(ErrorCode.PRIMARY_KEY_DUPLICATE)
        .says("id = 1005");
    Thrown.by(() -> db.run("UPDATE t SET id = 7777 WHERE id < 2"))
        .has(ErrorCode.PRIMARY_KEY_DUPLICATE)
        .says("id = 7777");
    Thrown.by(() -> db.run("UPDATE t SET id = NULL WHERE id = 5")).has(ErrorCode.PRIMARY_KEY_NULL);
    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("200");
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldPlaceErrors() {
    Thrown.by(() -> db.run("UPDATE t SET v = 'x',\n n = nope + 1 WHERE id = 1"))
        .has(ErrorCode.COLUMN_NOT_FOUND)
        .at(2, 6);
    Thrown.by(() -> db.run("DELETE FROM t WHERE\n  nope > 1")).at(2, 3);
    Thrown.by(() -> db.run("UPDATE t SET w = 1")).has(ErrorCode.COLUMN_NOT_FOUND);
    Thrown.by(() -> db.run("UPDATE t SET n = v WHERE id = 3"))
        .has(ErrorCode.VALUE_ERROR)
        .says("column n");
    Thrown.by(() -> db.run("UPDATE t SET v = 1, V = 2")).has(ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void shouldKeepEvolvedSchemaWhenRewriting() throws Exception {
    db.run("ALTER TABLE t RENAME COLUMN v TO name");
    db.run("ALTER TABLE t ADD COLUMN extra INTEGER");
    db.run("ALTER TABLE t DROP COLUMN n");

    db.run("UPDATE t SET extra = id * 2 WHERE id < 3");
    db.run("DELETE FROM t WHERE id > 4");

    assertThat(db.rows("SELECT * FROM t ORDER BY id"))
        .containsExactly("0,a0,0", "1,a1,2", "2,a2,4", "3,a3,null", "4,a4,null");
  }

  @Test
  void shouldSerialiseConcurrentChanges() throws Exception {
    db.run("CREATE TABLE c (id INTEGER PRIMARY KEY, v INTEGER)");
    db.run("INSERT INTO c VALUES (1, 0)");
    int writers = 3;
    int rounds = 3;
    List<Callable<Integer>> work = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      work.add(() -> increments(rounds));
    }

    int done = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (Future<Integer> each : threads.invokeAll(work)) {
        done += each.get();
      }
    }

    assertThat(done).isPositive();
    assertThat(db.rows("SELECT v FROM c")).containsExactly(Integer.toString(done));
  }

  private int increments(int rounds) throws InterruptedException {
    int done = 0;
    for (int i = 0; i < rounds; i++) {
      try {
        db.run("UPDATE c SET v = v + 1 WHERE id = 1");
        done++;
      } catch (WeirException lost) {
        assertThat(lost.code()).isEqualTo(ErrorCode.COMMIT_CONFLICT);
      }
    }
    return done;
  }

  @Test
  void shouldLetOnlyOneOfTwoInsertsOfOneKeyWin() throws Exception {
    db.run("CREATE TABLE c (id INTEGER PRIMARY KEY)");
    int writers = 4;
    List<Callable<Integer>> work = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      work.add(
          () -> {
            try {
              db.run("INSERT INTO c VALUES (1), (2)");
              return 1;
            } catch (WeirException lost) {
              assertThat(lost.code())
                  .isIn(ErrorCode.PRIMARY_KEY_DUPLICATE, ErrorCode.COMMIT_CONFLICT);
              return 0;
            }
          });
    }

    int won = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (Future<Integer> each : threads.invokeAll(work)) {
        won += each.get();
      }
    }

    assertThat(won).isEqualTo(1);
    assertThat(db.rows("SELECT count(*) FROM c")).containsExactly("2");
    assertThat(db.leftovers()).isEmpty();
  }

  /** Data files of the table, by their least key. */
  private List<String> files() throws IOException {
    Map<Integer, String> files = new TreeMap<>();
    try (CloseableIterable<FileScanTask> planned =
        db.table("t").newScan().includeColumnStats().planFiles()) {
      planned.forEach(
          file ->
              files.put(
                  Conversions.fromByteBuffer(
                      Types.IntegerType.get(), file.file().lowerBounds().get(1)),
                  file.file().location()));
    }
    return List.copyOf(files.values());
  }
}
