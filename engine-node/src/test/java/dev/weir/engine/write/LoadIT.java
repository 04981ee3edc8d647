package dev.weir.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.upload.Upload;
import dev.weir.storage.PutCondition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadIT {
  private static final Caller CLERK = new Caller("default", "bob", "Bob", List.of(), false);

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
  void shouldLoadCsvByHeaderInAnyOrder() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR, day DATE, x DOUBLE)");
    Path file = file("a.csv", "NAME,id,day\n\"a, \"\"b\"\"\",2,2026-01-31\nç,1,\n");

    CommandResult result = db.run(copy(file, "FORMAT csv"));

    assertThat(result.affectedRows()).isEqualTo(2);
    assertThat(db.rows("SELECT * FROM t ORDER BY id"))
        .containsExactly("1,ç,null,null", "2,a, \"b\",2026-01-31,null");
  }

  @Test
  void shouldLoadCsvOfTextWithHeader() throws Exception {
    db.run("CREATE TABLE t (code VARCHAR PRIMARY KEY, name VARCHAR)");

    db.run(copy(file("a.csv", "code,name\nATL,Atlanta\nBOS,Boston\n"), ""));
    db.run(copy(file("b.csv", "JFK;New York\nLAX;Los Angeles\n"), "HEADER false, DELIMITER ';'"));

    assertThat(db.rows("SELECT code FROM t ORDER BY 1"))
        .containsExactly("ATL", "BOS", "JFK", "LAX");
  }

  @Test
  void shouldRefuseRaggedCsvWhole() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)");
    Path ragged = file("r.csv", "id,a,b\n1,2,3\n4,5\n7,8,9\n");
    Path wrong = file("w.csv", "id,a,b\n1,2,3\n4,x,6\n");

    Thrown.by(() -> db.run(copy(ragged, ""))).has(ErrorCode.BAD_INPUT_FILE).says("line 3");
    Thrown.by(() -> db.run(copy(wrong, "")))
        .has(ErrorCode.BAD_INPUT_FILE)
        .says("line 3, column a")
        .says("x");

    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("0");
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldReportRejectedLines() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER)");
    Path file = file("r.csv", "id,a\n1,2\n3\n4,x\n5,6\n7,8,9\n");

    CommandResult result = db.run(copy(file, "ON_ERROR 'report'"));

    assertThat(result.affectedRows()).isEqualTo(2);
    List<Object> row = result.rows().getFirst();
    assertThat(row.get(1)).isEqualTo(3L);
    String report =
        new String(
            db.engine().warehouse().store().open((String) row.get(2), 0).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(report.lines()).hasSize(4).anyMatch(line -> line.startsWith("4,\"a\","));
    assertThat(db.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "5");
  }

  @Test
  void shouldLoadJson() throws Exception {
    db.run(
        "CREATE TABLE t (id BIGINT PRIMARY KEY, tags VARCHAR[], place STRUCT(x DOUBLE, y DOUBLE))");
    Path lines =
        file("a.ndjson", "{\"id\":1,\"tags\":[\"a\"]}\n{\"place\":{\"x\":1,\"y\":2},\"id\":2}\n");
    Path array = file("b.json", "[{\"id\": 3}, {\"id\": 4, \"tags\": null}]");

    db.run(copy(lines, ""));
    db.run(copy(array, ""));

    assertThat(db.rows("SELECT id, tags, place FROM t ORDER BY id"))
        .containsExactly("1,[a],null", "2,null,{'x': 1.0, 'y': 2.0}", "3,null,null", "4,null,null");
    Thrown.by(() -> db.run(copy(file("c.json", "[{\"id\": 5}, {\"id\":"), "")))
        .has(ErrorCode.BAD_INPUT_FILE);
    Thrown.by(() -> db.run(copy(file("d.json", "{\"id\": 5, \"tag\": 1}"), "")))
        .has(ErrorCode.COLUMN_NOT_FOUND)
        .hints("tags");
  }

  @Test
  void shouldGenerateKeyAndGoOn() throws Exception {
    Path file = parquet("f.parquet", "SELECT 'x' || range AS name FROM range(500)");

    db.run(copy(file, "GENERATE_KEY id"));
    db.run(copy(file, "GENERATE_KEY id"));

    assertThat(db.rows("SELECT count(*), min(id), max(id), count(DISTINCT id) FROM t"))
        .containsExactly("1000,1,1000,1000");
    assertThat(db.rows("SELECT name FROM t WHERE id = 501")).containsExactly("x0");
    assertThat(db.table("t").schema().identifierFieldNames()).containsExactly("id");
  }

  @Test
  void shouldReplaceOnConflict() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v INTEGER)");
    db.run("INSERT INTO t VALUES (1, 1), (2, 2)");
    Path file = parquet("u.parquet", "SELECT * FROM (VALUES (2, 20), (3, 30)) AS t(id, v)");

    Thrown.by(() -> db.run(copy(file, ""))).has(ErrorCode.PRIMARY_KEY_DUPLICATE).says("id = 2");
    db.run(copy(file, "ON_CONFLICT replace"));

    assertThat(db.rows("SELECT * FROM t ORDER BY id")).containsExactly("1,1", "2,20", "3,30");
  }

  @Test
  void shouldRefuseDamagedParquet() throws Exception {
    db.run("CREATE TABLE t (id BIGINT PRIMARY KEY, s VARCHAR)");
    Path whole =
        parquet("w.parquet", "SELECT range AS id, hash(range)::VARCHAR AS s FROM range(50000)");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = db.imports().resolve("cut.parquet");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Path flipped = db.imports().resolve("flipped.parquet");
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, 1_000, 40_000, (byte) 0x5a);
    Files.write(flipped, damaged);
    Path text = file("text.parquet", "this is no parquet");

    for (Path file : List.of(cut, flipped, text)) {
      Thrown.by(() -> db.run(copy(file, ""))).has(ErrorCode.BAD_INPUT_FILE);
    }
    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("0");
    assertThat(db.leftovers()).isEmpty();
  }

  @Test
  void shouldReadOnlyImportFoldersAndOnlyForAdministrators() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    Path inside = file("in.csv", "id\n1\n");
    Path outside = Files.writeString(folder.resolve("out.csv"), "id\n2\n");
    Path link = Files.createSymbolicLink(db.imports().resolve("link.csv"), outside);

    for (String path :
        List.of(
            outside.toString(),
            link.toString(),
            inside + "/../../out.csv",
            "/etc/passwd",
            "nope")) {
      Thrown.by(() -> db.run("COPY t FROM '" + path + "' (FORMAT csv)"))
          .has(ErrorCode.PERMISSION_DENIED)
          .hints("weir load");
    }
    Thrown.by(() -> db.runAs(CLERK, copy(inside, ""))).has(ErrorCode.PERMISSION_DENIED);
    assertThat(db.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void shouldLoadUploadOfItsSenderOnly() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    byte[] body = "id\n1\n2\n".getBytes(StandardCharsets.UTF_8);
    Upload upload =
        db.uploads()
            .receive(TestingStatements.ADMIN, "x.csv", body.length, new ByteArrayInputStream(body));

    Thrown.by(() -> db.runAs(CLERK, "COPY t FROM '" + upload.reference() + "'"))
        .has(ErrorCode.BAD_INPUT_FILE);
    db.run("COPY t FROM '" + upload.reference() + "'");

    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("2");
  }

  @ParameterizedTest
  @CsvSource({"csv,gzip", "csv,zstd", "csv,none", "json,gzip", "json,zstd", "json,none"})
  void shouldLoadWhatIsCompressedWhateverItIsCalled(String format, String compression)
      throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR)");
    Path file = folder.resolve("packed");
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          """
          COPY (SELECT range AS id, 'n' || range AS name FROM range(1000))
          TO '%s' (FORMAT %s, COMPRESSION %s)"""
              .formatted(file, format, compression));
    }
    byte[] body = Files.readAllBytes(file);
    Upload upload =
        db.uploads()
            .receive(
                TestingStatements.ADMIN,
                "people." + format,
                body.length,
                new ByteArrayInputStream(body));

    db.run("COPY t FROM '" + upload.reference() + "'");

    assertThat(db.rows("SELECT count(*), max(name) FROM t")).containsExactly("1000,n999");
  }

  @Test
  void shouldLoadAnObjectOfTheStore() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR)");
    byte[] rows = "1;Ada\n2;Grace\n".getBytes(StandardCharsets.UTF_8);
    var unused =
        db.engine().warehouse().store().put("incoming/people.csv", rows, PutCondition.NONE);
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rows));

    CommandResult result =
        db.run(
            "COPY t (id, name) FROM 'bucket:incoming/people.csv'"
                + " (HEADER false, DELIMITER ';', SHA256 '%s')".formatted(sum));

    assertThat(result.affectedRows()).isEqualTo(2);
    assertThat(db.rows("SELECT * FROM t ORDER BY id")).containsExactly("1,Ada", "2,Grace");
    assertThat(folder.resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void shouldNotLoadAnotherObjectThanTheOneThatIsMeant() throws Exception {
    db.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    var unused =
        db.engine()
            .warehouse()
            .store()
            .put(
                "incoming/numbers.csv",
                "id\n1\n".getBytes(StandardCharsets.UTF_8),
                PutCondition.NONE);
    String from = "COPY t FROM 'bucket:incoming/";

    Thrown.by(() -> db.runAs(CLERK, from + "numbers.csv'"))
        .has(ErrorCode.PERMISSION_DENIED)
        .hints("./weir load");
    for (String key : List.of("letters.csv", "", "../x.csv", "a//b.csv")) {
      Thrown.by(() -> db.run(from + key + "'")).has(ErrorCode.BAD_INPUT_FILE).says("no object");
    }
    Thrown.by(() -> db.run(from + "numbers.csv' (SHA256 '0a')"))
        .has(ErrorCode.BAD_INPUT_FILE)
        .says("its SHA-256 is");

    assertThat(db.rows("SELECT count(*) FROM t")).containsExactly("0");
    assertThat(folder.resolve("uploads")).isEmptyDirectory();
  }

  private String copy(Path file, String options) {
    return "COPY t FROM '" + file + "'" + (options.isEmpty() ? "" : " (" + options + ")");
  }

  @Test
  void shouldRefuseALoadThatNeedsMoreMemoryThanItMayHave() throws Exception {
    try (TestingStatements small =
        new TestingStatements(folder.resolve("small"), LoadIT::littleMemory)) {
      Path file =
          parquet(
              small,
              "big.parquet",
              "SELECT hash(range) AS id, md5(range::VARCHAR) AS s FROM range(1000000)");

      Thrown.by(() -> small.run("COPY t FROM '" + file + "' (PRIMARY_KEY 'id')"))
          .has(ErrorCode.OUT_OF_MEMORY)
          .hints("memory");

      assertThat(small.leftovers()).isEmpty();
      small.run("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    }
  }

  private static WriteConfig littleMemory(WriteConfig config) {
    return new WriteConfig(
        config.stagingFolder(),
        config.spillFolder(),
        config.importFolders(),
        config.threads(),
        32L << 20,
        1L << 20,
        config.commitAttemptsMax(),
        config.orphanAgeMillis(),
        config.rejectsMax());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(db.imports().resolve(name), text);
  }

  private Path parquet(String name, String query) throws SQLException {
    return parquet(db, name, query);
  }

  private static Path parquet(TestingStatements to, String name, String query) throws SQLException {
    Path file = to.imports().resolve(name);
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
    return file;
  }
}
