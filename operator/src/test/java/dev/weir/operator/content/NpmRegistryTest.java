package dev.weir.operator.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.LoadLocation.NpmFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry is an HTTP server with documents and archives. */
class NpmRegistryTest {
  private static final NpmFile WANTED = new NpmFile("@data/flights", "1.2.3", "data/small.csv");

  @TempDir Path folder;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private HttpServer server;
  private NpmRegistry registry;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = served.get(exchange.getRequestURI().getRawPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
              exchange.getResponseBody().write(body);
            }
          }
        });
    server.start();
    registry = new NpmRegistry(address(), folder);
    publish(archive("package/data/small.csv", "a,b\n1,2\n"), null);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/npm");
  }

  private void publish(byte[] archive, String integrity) throws Exception {
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(archive));
    served.put("/npm/f.tgz", archive);
    served.put(
        "/npm/@data%2Fflights/1.2.3",
        "{\"dist\":{\"tarball\":\"f.tgz\",\"integrity\":\"%s\"}}"
            .formatted(integrity == null ? "sha512-" + hash : integrity)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] archive(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldCopyAFileOutOfAPackageAndLeaveNothingElse() throws IOException {
    Path file = registry.fetch(WANTED);

    assertThat(file).hasContent("a,b\n1,2\n");
    assertThat(file.getFileName().toString()).endsWith("small.csv");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void shouldRefuseAnotherContentThanTheRegistrySays() throws Exception {
    publish(archive("package/data/small.csv", "other"), "sha512-AAAA");

    assertRefused("has another content than the registry says");
  }

  @Test
  void shouldRefuseAPackageWithoutAHash() throws Exception {
    publish(archive("package/data/small.csv", "a"), "sha1-AAAA");

    assertRefused("or no sha512- hash");
  }

  @Test
  void shouldSayWhenThePackageHasNoSuchFile() throws Exception {
    publish(archive("package/README.md", "a"), null);

    assertRefused("has no file data/small.csv");
  }

  @Test
  void shouldSayWhenThereIsNoSuchPackage() throws IOException {
    served.clear();

    assertRefused("npm package @data/flights@1.2.3 is not in the registry");
  }

  @Test
  void shouldLeaveNothingOfAFileThatIsTooLarge() throws Exception {
    publish(archive("package/data/small.csv", "a".repeat(5000)), null);
    registry = new NpmRegistry(address(), folder, 4000);

    assertThatThrownBy(() -> registry.fetch(WANTED))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("larger than 4000 bytes");
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldSayWhereAnArchiveIsThatCannotBeFetched() throws Exception {
    served.put(
        "/npm/@data%2Fflights/1.2.3",
        "{\"dist\":{\"tarball\":\"file:///etc/passwd\",\"integrity\":\"sha512-AAAA\"}}"
            .getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> registry.fetch(WANTED))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("file:///etc/passwd is no address of a web server");
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldTryAgainWhenNobodyAnswers() throws IOException {
    server.stop(0);

    assertThatThrownBy(() -> registry.fetch(WANTED))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining("Cannot fetch npm package @data/flights@1.2.3");
    assertThat(files()).isEmpty();
  }

  private void assertRefused(String message) throws IOException {
    assertThatThrownBy(() -> registry.fetch(WANTED))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT_FILE))
        .hasMessageContaining(message);
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }
}
