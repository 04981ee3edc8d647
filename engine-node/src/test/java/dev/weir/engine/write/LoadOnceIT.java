package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load with an id happens once, however often and by however many it is sent. */
@Timeout(180)
class LoadOnceIT {
  private static final String TABLE = "CREATE TABLE t (id BIGINT, name VARCHAR, PRIMARY KEY (id))";
  private static final String NUMBERED = "FORMAT csv, GENERATE_KEY 'id', LOAD_ID 'a.csv'";

  @TempDir Path folder;
  private TestingStatements db;
  private Path file;

  @BeforeEach
  void open() throws IOException {
    db = new TestingStatements(folder);
    file = Files.writeString(db.imports().resolve("a.csv"), "name\nAda\nGrace\n");
  }

  @AfterEach
  void close() throws IOException {
    db.close();
  }

  @Test
  void shouldAddTheRowsOnceInTheCommitThatRecordsThem() throws Exception {
    db.run(TABLE);

    // When
    long first = load(NUMBERED);
    Table table = db.table("t");
    long second = load(NUMBERED);

    // Then
    assertThat(first).isEqualTo(2);
    assertThat(table.properties()).containsKey("weir.loaded.a.csv");
    assertThat(table.snapshots()).hasSize(1);
    assertThat(second).isZero();
    assertThat(db.table("t").currentSnapshot()).isEqualTo(table.currentSnapshot());
    assertThat(db.rows("SELECT id, name FROM t ORDER BY id")).containsExactly("1,Ada", "2,Grace");

    // When rows and snapshots are gone, the load still has happened
    db.run("TRUNCATE t");
    db.table("t").expireSnapshots().expireOlderThan(System.currentTimeMillis() + 1).commit();
    assertThat(load(NUMBERED)).isZero();

    // But another is another
    assertThat(load(NUMBERED.replace("a.csv", "b.csv"))).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FORMAT csv, GENERATE_KEY 'id', LOAD_ID 'x'",
        "FORMAT csv, PRIMARY_KEY 'name', LOAD_ID 'x'"
      })
  void shouldRememberTheLoadThatMakesTheTable(String options) throws Exception {
    assertThat(load(options)).isEqualTo(2);
    assertThat(load(options)).isZero();
    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("2");
  }

  @Test
  void shouldReplaceRowsOnce() throws Exception {
    db.run("CREATE TABLE t (name VARCHAR, n BIGINT, PRIMARY KEY (name))");
    db.run("INSERT INTO t VALUES ('Ada', 1)");
    Files.writeString(file, "name,n\nAda,2\nGrace,3\n");
    String options = "FORMAT csv, ON_CONFLICT 'replace', LOAD_ID 'x'";

    assertThat(load(options)).isEqualTo(2);
    db.run("UPDATE t SET n = 9");
    assertThat(load(options)).isZero();

    assertThat(db.rows("SELECT * FROM t ORDER BY name")).containsExactly("Ada,9", "Grace,9");
    assertThat(db.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "replace"})
  void shouldRememberAnEmptyFile(String onConflict) throws Exception {
    db.run(TABLE);
    Files.writeString(file, "id,name\n");
    String options = "FORMAT csv, ON_CONFLICT '" + onConflict + "', LOAD_ID 'empty'";

    assertThat(load(options)).isZero();
    Files.writeString(file, "id,name\n1,Ada\n");
    assertThat(load(options)).isZero();

    assertThat(db.table("t").properties()).containsKey("weir.loaded.empty");
    assertThat(db.table("t").currentSnapshot()).isNull();
  }

  @Test
  void shouldNotRememberALoadThatFailed() throws Exception {
    db.run(TABLE);
    Files.writeString(file, "id,name\n1,Ada\n1,Grace\n");
    String options = "FORMAT csv, LOAD_ID 'x'";

    Thrown.by(() -> load(options)).has(ErrorCode.PRIMARY_KEY_DUPLICATE);

    Files.writeString(file, "id,name\n1,Ada\n2,Grace\n");
    assertThat(load(options)).isEqualTo(2);
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldHappenOnceWhenManySendItAtOnce() throws Exception {
    db.run(TABLE);
    int senders = 6;
    CyclicBarrier together = new CyclicBarrier(senders);
    List<Future<Long>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
      for (int i = 0; i < senders; i++) {
        sent.add(
            threads.submit(
                () -> {
                  together.await();
                  return load(NUMBERED);
                }));
      }
    }

    List<Long> rows = new ArrayList<>();
    for (Future<Long> one : sent) {
      rows.add(one.get());
    }
    assertThat(rows).containsExactlyInAnyOrder(2L, 0L, 0L, 0L, 0L, 0L);
    assertThat(db.rows("SELECT id, name FROM t ORDER BY id")).containsExactly("1,Ada", "2,Grace");
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldLimitWhatATableRemembersAndHowLongAnIdIs() throws Exception {
    db.run(TABLE);
    UpdateProperties many = db.table("t").updateProperties();
    for (int i = 0; i < LoadRecord.RECORDS_MAX; i++) {
      many.set(LoadRecord.PREFIX + i, "q");
    }
    many.commit();

    Thrown.by(() -> load(NUMBERED)).has(ErrorCode.BAD_REQUEST).says("2000");
    assertThat(load(NUMBERED.replace("a.csv", "7"))).isZero();
    for (String id : new String[] {" ", "x".repeat(2_001)}) {
      Thrown.by(() -> load(NUMBERED.replace("a.csv", id)))
          .has(ErrorCode.BAD_REQUEST)
          .says("load_id");
    }
  }

  private long load(String options) throws InterruptedException {
    return db.run("COPY t FROM '" + file + "' (" + options + ")").affectedRows();
  }
}
