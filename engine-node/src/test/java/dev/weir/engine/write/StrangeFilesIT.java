package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose snapshots name files that are not theirs, as any client can commit them. */
class StrangeFilesIT {
  @TempDir Path folder;
  private TestingStatements db;

  @BeforeEach
  void open() throws Exception {
    db = new TestingStatements(folder);
    db.run("CREATE TABLE secret (id INTEGER PRIMARY KEY, v VARCHAR)");
    db.run("INSERT INTO secret VALUES (1, 'hidden'), (2, 'hidden')");
    db.run("CREATE TABLE mine (id INTEGER PRIMARY KEY, v VARCHAR)");
    db.run("INSERT INTO mine VALUES (5, 'own')");
  }

  @AfterEach
  void close() throws IOException {
    db.close();
  }

  private DataFile fileOf(String table) throws IOException {
    try (CloseableIterable<FileScanTask> files =
        db.table(table).newScan().includeColumnStats().planFiles()) {
      return files.iterator().next().file();
    }
  }

  /** A file with the statistics of one that is there, at another place. */
  private void append(String location) throws IOException {
    DataFile real = fileOf("secret");
    Table mine = db.table("mine");
    mine.newAppend()
        .appendFile(
            DataFiles.builder(mine.spec())
                .copy(real)
                .withPath(location)
                .withFormat(FileFormat.PARQUET)
                .build())
        .commit();
  }

  private void assertRefused() {
    for (String sql :
        List.of(
            "INSERT INTO mine VALUES (1, 'x')",
            "INSERT INTO mine VALUES (99, 'x'), (0, 'x')",
            "INSERT OR REPLACE INTO mine VALUES (1, 'x')",
            "UPDATE mine SET v = 'x'",
            "DELETE FROM mine WHERE id = 1",
            "INSERT INTO secret SELECT id + 100, v FROM mine")) {
      Thrown.by(() -> db.run(sql)).has(ErrorCode.PERMISSION_DENIED).doesNotSay("hidden");
    }
    for (String sql :
        List.of(
            "SELECT * FROM mine",
            "SELECT count(*) FROM mine",
            "SELECT v FROM mine WHERE id = 1",
            "SELECT v FROM mine WHERE id = 5")) {
      Thrown.by(() -> db.rows(sql)).has(ErrorCode.PERMISSION_DENIED).says("default.mine");
    }
    assertThat(db.rows("SELECT count(*) FROM secret")).containsExactly("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "http://127.0.0.1:1/x.parquet",
        "https://example.com/x.parquet",
        "s3://bucket/x.parquet",
        "STORE/warehouse/other/secret/data/x.parquet",
        "STORE/warehouse/default/mine2/x.parquet",
        "MINE/../secret/data/x.parquet",
        "MINE/data/../../secret/x.parquet",
        "MINE",
        "x.parquet",
      })
  void shouldRefuseFilesOutsideOfTheTable(String location) throws Exception {
    String mine = db.table("mine").location();
    append(
        location
            .replace("MINE", mine)
            .replace("STORE", "file://" + db.engine().warehouse().folder()));
    assertRefused();
  }

  @Test
  void shouldRefuseTheFileOfAnotherTable() throws Exception {
    append(fileOf("secret").location());
    assertRefused();
  }

  @Test
  void shouldReadTheSnapshotBefore() throws Exception {
    long good = db.table("mine").currentSnapshot().snapshotId();
    append("/etc/passwd");
    assertRefused();
    assertThat(db.rows("SELECT v FROM mine AT (VERSION => " + good + ")")).containsExactly("own");
    Table mine = db.table("mine");
    mine.manageSnapshots().rollbackTo(good).commit();
    assertThat(db.rows("SELECT v FROM mine")).containsExactly("own");
  }
}
