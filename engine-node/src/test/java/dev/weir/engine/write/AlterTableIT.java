package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.query.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options and comments of a table that is there. */
class AlterTableIT {
  private static final Caller CLERK = new Caller("default", "bob", "Bob", List.of(), false);

  @TempDir Path folder;
  private TestingStatements db;

  @BeforeEach
  void open() throws Exception {
    db = new TestingStatements(folder);
    db.run("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR COMMENT 'old')");
  }

  @AfterEach
  void close() throws IOException {
    db.close();
  }

  @Test
  void shouldSetTheOptionsThatCreateTableTakes() throws Exception {
    db.run(
        "ALTER TABLE T SET (target_file_size = '20KB', ROW_GROUP_ROWS = 2_048, comment = 'what',"
            + " 'history.expire.min-snapshots-to-keep' = '3')");

    Map<String, String> properties = db.table("t").properties();
    assertThat(properties)
        .containsEntry("write.target-file-size-bytes", "20000")
        .containsEntry("weir.row-group-rows", "2048")
        .containsEntry("comment", "what")
        .containsEntry("history.expire.min-snapshots-to-keep", "3")
        .containsEntry("write.parquet.compression-codec", "zstd");
    assertThat(db.run("SHOW CREATE TABLE t").rows().toString())
        .contains("target_file_size = '20000'", "row_group_rows = '2048'");

    // And what is written from now on is as they say
    db.run("INSERT INTO t SELECT range, md5(range::VARCHAR) FROM range(20000)");
    assertThat(db.table("t").currentSnapshot().summary().get("added-data-files"))
        .satisfies(files -> assertThat(Integer.parseInt(files)).isGreaterThan(1));
  }

  @Test
  void shouldRefuseWhatIsNoOptionOrCannotChange() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "target_file_siz = 1", "Did you mean target_file_size",
                "target_file_size = '1B'", "1KB",
                "format_version = 3", "Copy the table",
                "'weir.loaded.x' = 'q'", "Options: ",
                "'location' = '/tmp'", "Options: ")
            .entrySet()) {
      Thrown.by(() -> db.run("ALTER TABLE t SET (" + wrong.getKey() + ")"))
          .has(ErrorCode.BAD_REQUEST)
          .hints(wrong.getValue());
    }
    Thrown.by(() -> db.run("ALTER TABLE t SET ()")).has(ErrorCode.SYNTAX_ERROR);
    Thrown.by(() -> db.run("ALTER TABLE t SET (row_group_rows)")).has(ErrorCode.SYNTAX_ERROR);
    Thrown.by(() -> db.run("ALTER TABLE missing SET (comment = 'x')"))
        .has(ErrorCode.TABLE_NOT_FOUND);
    assertThat(db.table("t").properties()).doesNotContainKey("comment");
  }

  @Test
  void shouldCommentAColumnAndTakeTheCommentBack() throws Exception {
    db.run("ALTER TABLE t ALTER COLUMN NAME COMMENT 'its ''name'''");
    assertThat(db.table("t").schema().findField("name").doc()).isEqualTo("its 'name'");

    db.run("ALTER TABLE t ALTER name COMMENT ''");
    assertThat(db.table("t").schema().findField("name").doc()).isNull();

    Thrown.by(() -> db.run("ALTER TABLE t ALTER COLUMN nam COMMENT 'x'"))
        .has(ErrorCode.COLUMN_NOT_FOUND)
        .hints("name");
    Thrown.by(() -> db.run("ALTER TABLE t ALTER COLUMN name TYPE BIGINT"))
        .has(ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void shouldAskForTheRightToAlter() {
    for (String change : new String[] {"SET (comment = 'x')", "ALTER COLUMN name COMMENT 'x'"}) {
      Thrown.by(() -> db.runAs(CLERK, "ALTER TABLE t " + change)).has(ErrorCode.PERMISSION_DENIED);
    }
    assertThat(db.table("t").properties()).doesNotContainKey("comment");
  }
}
