package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.TestingDisk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of a whole node fills up. What does not fit is refused as a whole and at once, the node
 * goes on answering, and once there is room it takes the same statement, without a restart.
 */
@Timeout(300)
class FullDiskIT {
  private static final long MIB = 1L << 20;
  private static final long ROOM = 2_000 * MIB;
  private static final String MANY_ROWS =
      "SELECT range AS id, sha256(range::VARCHAR) AS s FROM range(1000, 3001000)";

  @TempDir Path scratch;

  private TestingDisk disk;
  private TestingLocal node;

  @BeforeEach
  void start() throws IOException {
    disk = TestingDisk.mount(scratch.resolve("disk"), ROOM);
    node = new TestingLocal(disk.folder().resolve("data"));
    node.run("CREATE TABLE t (id BIGINT PRIMARY KEY, s VARCHAR)");
    node.run("INSERT INTO t SELECT range, 'kept' FROM range(1000)");
  }

  @AfterEach
  void stop() throws IOException {
    if (node != null) {
      node.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void shouldRefuseAnInsertWhole() throws IOException {
    disk.leaveFree(20 * MIB);

    assertDiskFull(() -> node.run("INSERT INTO t " + MANY_ROWS));

    assertNothingHappened();
    disk.leaveFree(ROOM);
    node.run("INSERT INTO t " + MANY_ROWS);
    assertThat(node.run("SELECT count(*) FROM t")).isEqualTo("[[3001000]]");
  }

  @Test
  void shouldRefuseAnUploadAndALoadWhole() throws IOException {
    Path file = writeRows();
    disk.leaveFree(20 * MIB);
    assertDiskFull(() -> node.upload(file));
    disk.leaveFree(ROOM);
    String upload = node.upload(file);
    disk.leaveFree(2 * MIB);

    assertDiskFull(() -> node.run("COPY t FROM '" + upload + "'"));

    assertNothingHappened();
    disk.leaveFree(ROOM);
    node.run("COPY t FROM '" + upload + "'");
    assertThat(node.run("SELECT count(*) FROM t")).isEqualTo("[[1001000]]");
  }

  @Test
  void shouldNotMakeATableOfAQueryThatDoesNotFit() throws IOException {
    disk.leaveFree(20 * MIB);
    String sql = "CREATE TABLE u PRIMARY KEY (id) AS " + MANY_ROWS;

    assertDiskFull(() -> node.run(sql));

    assertNothingHappened();
    assertThat(node.run("SHOW TABLES")).doesNotContain("\"u\"");
    disk.leaveFree(ROOM);
    node.run(sql);
    assertThat(node.run("SELECT count(*) FROM u")).isEqualTo("[[3000000]]");
  }

  @Test
  void shouldRefuseAResultThatDoesNotFit() throws IOException {
    disk.leaveFree(20 * MIB);

    assertDiskFull(() -> node.run(MANY_ROWS));

    assertNothingHappened();
  }

  @Test
  void shouldAnswerWhileNothingCanBeWrittenAndGoOnWhenThereIsRoom() throws IOException {
    disk.leaveFree(0);

    for (int again = 0; again < 3; again++) {
      assertDiskFull(() -> node.run("INSERT INTO t VALUES (5000, 'x')"));
      assertDiskFull(() -> node.run("UPDATE t SET s = 'x'"));
      assertDiskFull(() -> node.run("CREATE TABLE u (id BIGINT PRIMARY KEY)"));
    }

    assertNothingHappened();
    disk.leaveFree(ROOM);
    node.run("INSERT INTO t VALUES (5000, 'x')");
    node.run("CREATE TABLE u (id BIGINT PRIMARY KEY)");
    assertThat(node.run("SELECT count(*) FROM t")).isEqualTo("[[1001]]");
    node.close();
    node = new TestingLocal(disk.folder().resolve("data"));
    assertThat(node.run("SELECT count(*) FROM t")).isEqualTo("[[1001]]");
  }

  @Test
  void shouldNotLoseTheCatalogToAFullDisk() throws IOException {
    // These need the log only, which would stop if it met the full disk.
    disk.leaveFree(0);

    for (int again = 0; again < 10; again++) {
      assertDiskFull(() -> node.run("CREATE NAMESPACE full"));
      assertDiskFull(() -> node.run("DROP TABLE t"));
    }

    assertNothingHappened();
    disk.leaveFree(ROOM);
    node.run("CREATE NAMESPACE again");
    assertThat(node.run("SHOW NAMESPACES")).contains("again").doesNotContain("full");
  }

  private static void assertDiskFull(ThrowingCallable statement) {
    WeirException failure = catchThrowableOfType(WeirException.class, statement);
    assertThat(failure).as("failure of the full disk").isNotNull();
    assertThat(failure.code()).as(failure.toString()).isEqualTo(ErrorCode.DISK_FULL);
    assertThat(failure.hint()).isNotBlank();
  }

  private void assertNothingHappened() throws IOException {
    assertThat(node.run("SELECT count(*), min(s), max(s) FROM t"))
        .isEqualTo("[[1000,\"kept\",\"kept\"]]");
    assertThat(node.orphans()).isEmpty();
    assertThat(node.staged()).isEmpty();
    assertThat(node.spilled()).isEmpty();
  }

  private Path writeRows() throws IOException {
    Path file = scratch.resolve("rows.csv");
    try (BufferedWriter rows = Files.newBufferedWriter(file)) {
      rows.write("id,s\n");
      for (int id = 1_000; id < 1_001_000; id++) {
        rows.write(id + "," + Long.toHexString(id * 0x9E3779B97F4A7C15L) + id + "\n");
      }
    }
    return file;
  }
}
