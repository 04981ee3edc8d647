package dev.weir.engine.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Files of one statement in the making, and the journal of objects that it has put beside a table's
 * without having committed them. Thread-safe.
 */
final class StagedWork implements AutoCloseable {
  static final String JOURNAL = "journal";
  static final String UNDECIDED = "undecided";

  private final Path folder;
  private final AtomicInteger next = new AtomicInteger();

  StagedWork(Path folder) {
    this.folder = folder;
  }

  /** A path in the folder that nothing is at. */
  Path newPath(String name) {
    return folder.resolve(name + "-" + next.incrementAndGet());
  }

  /** Remembers locations before the objects are made; on disk when it returns. */
  void journal(List<String> locations) throws IOException {
    Path journal = folder.resolve(JOURNAL);
    try (FileChannel channel =
        FileChannel.open(
            journal,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      String lines = String.join("\n", locations) + "\n";
      channel.write(StandardCharsets.UTF_8.encode(lines));
      channel.force(true);
    }
  }

  /** Locations that were journalled by a statement whose folder this was. */
  static List<String> journalled(Path folder) throws IOException {
    Path journal = folder.resolve(JOURNAL);
    return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
  }

  /** Keeps the journal for the next start: it is not known whether the commit happened. */
  void keepJournal() throws IOException {
    Files.writeString(folder.resolve(UNDECIDED), "");
  }

  @Override
  public void close() {
    try {
      if (!Files.exists(folder.resolve(UNDECIDED))) {
        Staging.deleteFolder(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
