package dev.weir.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.web.api.RowsAnswer;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/**
 * Holds the committed OpenAPI document of web's own calls against the code. When it fails, look at
 * the difference to {@code target/openapi.json} and copy it.
 */
class OpenApiDocumentTest {
  private static final Path COMMITTED = Path.of("openapi.json");

  @Test
  void shouldMatchTheCommittedDocument() throws Exception {
    // Given the API as the code has it
    String generated = generate();
    Files.writeString(Path.of("target/openapi.json"), generated);

    // Then the committed document is the same
    assertThat(Files.readString(COMMITTED)).isEqualTo(generated);
  }

  private static String generate() throws IOException, URISyntaxException {
    Index index = index(classesOf(RowsAnswer.class), classesOf(ErrorBody.class));
    return SmallRyeOpenAPI.builder()
            .withIndex(index)
            .withApplicationClassLoader(OpenApiDocumentTest.class.getClassLoader())
            .enableModelReader(false)
            .enableStandardFilter(false)
            .enableStandardStaticFiles(false)
            .addFilter(new OpenApiShape(index))
            .build()
            .toJSON()
        + "\n";
  }

  private static Path classesOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Index index(Path... roots) throws IOException {
    Indexer indexer = new Indexer();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        add(indexer, root);
      } else {
        // Another module is a folder while it is only compiled, and a jar once it is packaged.
        try (FileSystem jar = FileSystems.newFileSystem(root)) {
          add(indexer, jar.getPath("/"));
        }
      }
    }
    return indexer.complete();
  }

  private static void add(Indexer indexer, Path root) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(root)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : classes) {
      try (InputStream in = Files.newInputStream(file)) {
        indexer.index(in);
      }
    }
  }
}
