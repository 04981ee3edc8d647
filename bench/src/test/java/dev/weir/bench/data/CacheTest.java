package dev.weir.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
  @TempDir Path root;

  @Test
  void shouldMakeAFolderOnceForEachRecipe() throws IOException {
    Cache cache = new Cache(root);
    AtomicInteger made = new AtomicInteger();
    Cache.Maker maker =
        folder -> Files.writeString(folder.resolve("n"), "" + made.incrementAndGet());

    Path first = cache.folder("data", "recipe 1", maker);

    assertThat(cache.folder("data", "recipe 1", maker)).isEqualTo(first);
    assertThat(first.resolve("n")).hasContent("1");
    assertThat(cache.folder("data", "recipe 2", maker).resolve("n")).hasContent("2");
  }

  @Test
  void shouldKeepNothingOfWhatFailed() throws IOException {
    Cache cache = new Cache(root);

    assertThatThrownBy(
            () ->
                cache.folder(
                    "data",
                    "recipe",
                    folder -> {
                      Files.writeString(folder.resolve("half"), "half");
                      throw new IOException("broken");
                    }))
        .hasMessage("broken");
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).isEmpty();
    }
  }
}
