package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.query.Caller;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What principals with row filters and column masks can change, and what they cannot learn. */
class PolicyWritesIT {
  private static final Caller NORA = caller("nora");
  private static final Caller SAM = caller("sam");
  private static final Caller BOTH = caller("both");
  private static final Caller MASKED = caller("masked");
  private static final Caller BROKEN = caller("broken");
  private static final List<Privilege> ALL =
      List.of(Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE, Privilege.DELETE);

  @TempDir Path folder;
  private TestingStatements db;

  private static Caller caller(String name) {
    return new Caller("default", name, name, List.of(), false);
  }

  @BeforeEach
  void open() throws Exception {
    db = new TestingStatements(folder);
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, region VARCHAR, salary INTEGER)");
    db.run(
        "INSERT INTO t VALUES (1, 'north', 10), (2, 'north', 20), (3, 'south', 30), (4, NULL, 40)");
    db.run("CREATE TABLE copy (id INTEGER PRIMARY KEY, region VARCHAR, salary INTEGER)");
    grant(NORA, policy().addRowFilters("region = 'north'"));
    grant(SAM, policy().addRowFilters("region = 'south'"));
    grant(BOTH, policy().addRowFilters("region = 'north'").addRowFilters("region = 'south'"));
    grant(MASKED, policy().putColumnMasks("salary", "0"));
    grant(BROKEN, policy().addRowFilters("region IN (SELECT 'north')"));
  }

  @AfterEach
  void close() throws IOException {
    assertThat(db.leftovers()).isEmpty();
    db.close();
  }

  private static Policy.Builder policy() {
    return Policy.newBuilder().addAllPrivileges(ALL);
  }

  private void grant(Caller caller, Policy.Builder policy) {
    db.engine()
        .warehouse()
        .meta()
        .grant(caller.principal(), "default.t", policy.setHash(caller.principal()).build());
    db.engine()
        .warehouse()
        .meta()
        .grant(caller.principal(), "default.copy", policy().setHash("all").build());
  }

  private List<String> rows() {
    return db.rows("SELECT * FROM t ORDER BY id");
  }

  private void assertRefused(Caller caller, String sql) {
    List<String> before = rows();
    Thrown.by(() -> db.runAs(caller, sql)).has(ErrorCode.PERMISSION_DENIED);
    assertThat(rows()).as(sql).isEqualTo(before);
  }

  @Test
  void shouldChangeOnlyRowsThatAreSeen() throws Exception {
    assertThat(db.runAs(NORA, "UPDATE t SET salary = salary + 1").affectedRows()).isEqualTo(2);
    assertThat(db.runAs(SAM, "UPDATE t SET salary = 0 WHERE id < 100").affectedRows()).isEqualTo(1);
    assertThat(db.runAs(NORA, "UPDATE t SET salary = 7 WHERE id = 3").affectedRows()).isZero();
    assertThat(rows()).containsExactly("1,north,11", "2,north,21", "3,south,0", "4,null,40");

    assertThat(db.runAs(SAM, "DELETE FROM t WHERE id = 1 OR salary > 0").affectedRows()).isZero();
    assertThat(db.runAs(NORA, "DELETE FROM t WHERE id = 1").affectedRows()).isEqualTo(1);
    assertThat(db.runAs(SAM, "DELETE FROM t").affectedRows()).isEqualTo(1);
    assertThat(rows()).containsExactly("2,north,21", "4,null,40");
  }

  @Test
  void shouldLeaveOnlyRowsThatAreSeen() throws Exception {
    assertRefused(NORA, "UPDATE t SET region = 'south' WHERE id = 1");
    assertRefused(NORA, "UPDATE t SET region = NULL");
    assertThat(db.runAs(BOTH, "UPDATE t SET region = 'south' WHERE id = 1").affectedRows())
        .isEqualTo(1);
    assertRefused(NORA, "INSERT INTO t VALUES (5, 'north', 1), (6, 'south', 1)");
    assertRefused(NORA, "INSERT INTO t (id, salary) VALUES (7, 1)");
    assertRefused(SAM, "INSERT INTO t SELECT id + 10, 'north', salary FROM t");
    db.runAs(NORA, "INSERT INTO t VALUES (5, 'north', 1)");
    db.runAs(SAM, "INSERT INTO t SELECT id + 10, region, salary FROM t");
    assertThat(rows())
        .containsExactly(
            "1,south,10",
            "2,north,20",
            "3,south,30",
            "4,null,40",
            "5,north,1",
            "11,south,10",
            "13,south,30");
    Thrown.by(() -> db.runAs(NORA, "INSERT INTO t VALUES (9, 'south', 1)"))
        .has(ErrorCode.PERMISSION_DENIED)
        .says("id = 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT OR REPLACE INTO t VALUES (3, 'north', 1)",
        "INSERT OR REPLACE INTO t VALUES (1, 'north', 1)",
        "TRUNCATE t",
      })
  void shouldNotTouchHiddenRowsUnseen(String sql) {
    assertRefused(NORA, sql);
  }

  @Test
  void shouldNotLoadRowsThatAreHidden() throws Exception {
    assertRefused(NORA, "COPY t FROM '" + upload(NORA) + "'");
    assertRefused(NORA, "COPY t FROM '" + upload(NORA) + "' (ON_CONFLICT replace)");
    assertRefused(MASKED, "COPY t FROM '" + upload(MASKED) + "' (ON_CONFLICT replace)");
    db.runAs(BOTH, "COPY t FROM '" + upload(BOTH) + "'");
    assertThat(rows()).hasSize(6);
  }

  private String upload(Caller caller) throws IOException {
    byte[] body = "id,region,salary\n8,north,1\n9,south,1\n".getBytes(StandardCharsets.UTF_8);
    return db.uploads()
        .receive(caller, "rows.csv", body.length, new ByteArrayInputStream(body))
        .reference();
  }

  @Test
  void shouldNotGiveAwayHiddenRowsOrMaskedValues() throws Exception {
    db.runAs(NORA, "INSERT INTO copy SELECT * FROM t");
    assertThat(db.rows("SELECT id FROM copy ORDER BY id")).containsExactly("1", "2");
    db.run("DELETE FROM copy");
    db.runAs(MASKED, "INSERT INTO copy SELECT * FROM t");
    assertThat(db.rows("SELECT DISTINCT salary FROM copy")).containsExactly("0");
    db.runAs(MASKED, "UPDATE copy SET salary = (SELECT max(salary) FROM t) WHERE id = 1");
    assertThat(db.rows("SELECT DISTINCT salary FROM copy")).containsExactly("0");
    assertThat(
            db.runAs(MASKED, "DELETE FROM copy WHERE id IN (SELECT id FROM t WHERE salary > 0)")
                .affectedRows())
        .isZero();
    db.runAs(NORA, "UPDATE t SET salary = (SELECT count(*) FROM t) WHERE id = 1");
    assertThat(db.rows("SELECT salary FROM t WHERE id = 1")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE t SET region = salary::VARCHAR",
        "UPDATE t SET salary = 5 WHERE id = 1",
        "DELETE FROM t WHERE salary = 30",
        "DELETE FROM t",
        "INSERT OR REPLACE INTO t VALUES (1, 'north', 1)",
      })
  void shouldNotChangeWhatIsMasked(String sql) {
    assertRefused(MASKED, sql);
  }

  @Test
  void shouldCloseTheTableWhenAFilterCannotBeUsed() {
    assertRefused(BROKEN, "INSERT INTO t VALUES (5, 'north', 1)");
    assertRefused(BROKEN, "UPDATE t SET salary = 1");
    assertRefused(BROKEN, "DELETE FROM t WHERE id = 1");
  }

  /** A value that fails to convert is in no message when it is of a row that is hidden. */
  @Test
  void shouldNotTellOfHiddenValuesInFailures() throws Exception {
    db.run("UPDATE t SET region = 'south' WHERE id = 4");
    for (String sql :
        List.of(
            "UPDATE t SET salary = region::INTEGER WHERE region::INTEGER > 0",
            "DELETE FROM t WHERE region::INTEGER > 0")) {
      Thrown.by(() -> db.runAs(NORA, sql)).has(ErrorCode.VALUE_ERROR).doesNotSay("south");
    }
  }
}
