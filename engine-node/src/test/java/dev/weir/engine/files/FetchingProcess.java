package dev.weir.engine.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A process that stands still in the middle of fetching file {@code a} of 50 bytes. */
final class FetchingProcess {
  private FetchingProcess() {}

  static Process start(Path store, Path root) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            FetchingProcess.class.getName(),
            store.toString(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    TestingGatedStore store = new TestingGatedStore(Path.of(arguments[0]));
    store.gate(true);
    FileCache cache = TestingFiles.cache(store, Path.of(arguments[1]), 100, 2);
    Thread.ofPlatform()
        .start(
            () ->
                cache
                    .lease(
                        List.of(TestingFiles.named(store, 'a', 50)), Instant.now().plusSeconds(600))
                    .close());
    store.awaitReads(1);
    System.out.println("reading");
  }
}
