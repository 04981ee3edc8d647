package dev.weir.web.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UiFilesTest {
  @TempDir Path folder;
  private URLClassLoader loader;
  private UiFiles files;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("app/assets"));
    Files.writeString(folder.resolve("secret.json"), "{}");
    Files.writeString(folder.resolve("app/index.html"), "<!doctype html>");
    Files.writeString(folder.resolve("app/assets/main-1a2b.js"), "plain");
    Files.writeString(folder.resolve("app/assets/main-1a2b.js.br"), "brotli");
    Files.writeString(folder.resolve("app/assets/main-1a2b.js.gz"), "gzip");
    URL url = URI.create(folder.toUri().toString()).toURL();
    loader = new URLClassLoader(new URL[] {url}, null);
    files = new UiFiles(loader, "app");
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  @Test
  void shouldPreferTheSmallestVariantThatIsAccepted() {
    assertThat(body("/assets/main-1a2b.js", "gzip, deflate, br")).isEqualTo("brotli");
    assertThat(body("/assets/main-1a2b.js", "gzip")).isEqualTo("gzip");
    assertThat(body("/assets/main-1a2b.js", "br;q=0, gzip;q=0.5")).isEqualTo("gzip");
    assertThat(body("/assets/main-1a2b.js", "")).isEqualTo("plain");
  }

  @Test
  void shouldKeepHashedFilesForEverAndThePageNot() {
    UiFile script = files.find("/assets/main-1a2b.js", "br", false).orElseThrow();
    UiFile page = files.find("/", "br", true).orElseThrow();
    assertThat(script.immutable()).isTrue();
    assertThat(script.contentType()).startsWith("text/javascript");
    assertThat(page.immutable()).isFalse();
    assertThat(page.page()).isTrue();
    assertThat(page.entityTag()).isNotEqualTo(script.entityTag());
  }

  @Test
  void shouldAnswerRoutesWithThePage() {
    assertThat(body("/d/on-time", "")).startsWith("<!doctype");
    assertThat(files.find("/catalog/default/flights.v2", "", true)).isPresent();
    assertThat(files.find("/catalog/default/flights.v2", "", false)).isEmpty();
    assertThat(files.find("/favicon.ico", "", false)).isEmpty();
    assertThat(files.find("/assets/gone-1a2b.js", "", true)).isEmpty();
  }

  @Test
  void shouldNotLeaveItsFolder() {
    assertThat(files.find("/../secret.json", "", false)).isEmpty();
    assertThat(files.find("/assets/../../secret.json", "", false)).isEmpty();
    assertThat(files.find("//secret.json", "", false)).isEmpty();
  }

  private String body(String path, String accepted) {
    return new String(
        files.find(path, accepted, false).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }
}
