package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools of others, as they are published: PyIceberg, ADBC and the Flight SQL JDBC driver. */
class OutsideClientsIT {
  private static final Pattern BLOCK =
      Pattern.compile("```(python|java)\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path temp;
  private static RunningWeir weir;
  private static Path python;

  @BeforeAll
  static void start() throws Exception {
    python = PythonEnvironment.python(resource("requirements.txt"));
    weir = new RunningWeir(temp.resolve("data"));
    weir.up();
    weir.succeed(
        "sql", "CREATE TABLE flights (id BIGINT, origin VARCHAR, delay BIGINT, PRIMARY KEY (id))");
    weir.succeed("sql", "INSERT INTO flights VALUES (1, 'ORD', 5), (2, 'ORD', -3), (3, 'ATL', 40)");
  }

  @AfterAll
  static void stop() {
    weir.close();
  }

  @Test
  void shouldRunTheDocumentedLines() throws Exception {
    List<String> outputs = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(readme()));
    while (blocks.find()) {
      String lines =
          blocks
              .group(2)
              .replace("http://127.0.0.1:7400", weir.url())
              .replace("127.0.0.1:7410", "127.0.0.1:" + weir.flightPort());
      assertThat(lines.lines()).hasSize(3);
      outputs.add(blocks.group(1).equals("java") ? runJava(lines) : runPython(lines));
    }

    assertThat(outputs).hasSize(3);
    assertThat(outputs.get(0)).contains("ORD").doesNotContain("ATL");
    assertThat(outputs.get(1)).contains("ORD", "ATL");
    assertThat(outputs.get(2)).isEqualTo("ORD 2\nATL 1\n");
  }

  @Test
  void shouldServePyIceberg() throws Exception {
    assertThat(runPython(resource("pyiceberg_session.py"))).endsWith("all steps passed\n");
  }

  @Test
  void shouldServeAdbc() throws Exception {
    String script =
        resource("adbc_session.py")
            .replace(
                "os.environ[\"WEIR_FLIGHT\"]", "\"grpc://127.0.0.1:" + weir.flightPort() + "\"");
    assertThat(runPython(script)).endsWith("all steps passed\n");
  }

  @Test
  void shouldShowWhatPyIcebergWrote() throws Exception {
    Path script = write("keep.py", resource("pyiceberg_session.py").replace("fruit", "kept"));
    succeed(List.of(python.toString(), script.toString(), "--keep"));

    assertThat(
            weir.succeed("sql", "--format", "csv", "SELECT id, title FROM outside.kept ORDER BY id")
                .out())
        .isEqualTo("id,title\n1,apple\n3,quince\n4,plum\n");
  }

  private static String runPython(String code) throws IOException {
    return succeed(List.of(python.toString(), write("client.py", code).toString()));
  }

  /** The lines in a class of their own, in a JVM of its own with only the driver on its path. */
  private static String runJava(String lines) throws Exception {
    Path source =
        write(
            "Client.java",
            "import java.sql.*;\nclass Client {\n"
                + "  public static void main(String[] args) throws Exception {\n"
                + lines
                + "  }\n}\n");
    Class<?> driver = Class.forName("org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver");
    Path jar = Path.of(driver.getProtectionDomain().getCodeSource().getLocation().toURI());
    return succeed(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            jar.toString(),
            source.toString()));
  }

  private static String succeed(List<String> command) {
    RunningWeir.Outcome outcome = weir.execute(command);
    assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
    return outcome.out();
  }

  private static Path write(String name, String text) throws IOException {
    Path folder = Files.createTempDirectory(temp, "client");
    return Files.writeString(folder.resolve(name), text);
  }

  private static Path readme() {
    return RunningWeir.repositoryRoot().resolve("README.md");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = OutsideClientsIT.class.getResourceAsStream("/clients/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
