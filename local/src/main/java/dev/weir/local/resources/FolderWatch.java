package dev.weir.local.resources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of YAML files that are new, changed or gone under the paths given to {@code ./weir up -f}.
 * Looks at times and sizes once a second: works on every file system, sees editors that replace
 * files, and costs nothing for the few files that there are.
 */
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
  private static final long PERIOD_MILLIS = 1_000;
  private static final int FILES_MAX = 10_000;

  private final List<Path> paths;
  private final Consumer<Change> listener;
  private final Map<Path, Mark> seen = new HashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("folder-watch").factory());

  /** What a file looked like. */
  private record Mark(long modifiedMillis, long size) {}

  /**
   * A file that changed.
   *
   * @param file absolute path
   * @param gone it is not there any more
   */
  public record Change(Path file, boolean gone) {}

  /**
   * @param paths files and folders; of a folder, the files directly in it
   * @param listener called by one thread, in the order of the files' names; what it throws is
   *     logged
   */
  public FolderWatch(List<Path> paths, Consumer<Change> listener) {
    this.paths = List.copyOf(paths);
    this.listener = listener;
  }

  /** Tells of every file that is there, in this thread, and goes on in the background. */
  public void start() {
    look();
    timer.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether a change of {@code file} would be told, if it were there. */
  public boolean covers(Path file) {
    return paths.stream()
        .map(path -> path.toAbsolutePath().normalize())
        .anyMatch(path -> path.equals(file) || path.equals(file.getParent()));
  }

  private void look() {
    try {
      Map<Path, Mark> now = scan();
      for (Path file : new ArrayList<>(seen.keySet())) {
        if (!now.containsKey(file)) {
          seen.remove(file);
          tell(new Change(file, true));
        }
      }
      now.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .filter(entry -> !entry.getValue().equals(seen.put(entry.getKey(), entry.getValue())))
          .forEach(entry -> tell(new Change(entry.getKey(), false)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot look for changed resource files under {}", paths, e);
    }
  }

  private void tell(Change change) {
    try {
      listener.accept(change);
    } catch (RuntimeException e) {
      LOG.warn("cannot apply {}: {}", change.file(), e.getMessage());
    }
  }

  private Map<Path, Mark> scan() throws IOException {
    Map<Path, Mark> found = new HashMap<>();
    for (Path path : paths) {
      if (Files.isRegularFile(path)) {
        add(found, path);
      } else if (Files.isDirectory(path)) {
        try (Stream<Path> entries = Files.list(path)) {
          for (Path file : entries.limit(FILES_MAX).filter(FolderWatch::isResourceFile).toList()) {
            add(found, file);
          }
        }
      }
    }
    return found;
  }

  private static void add(Map<Path, Mark> found, Path file) throws IOException {
    found.put(
        file.toAbsolutePath().normalize(),
        new Mark(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
  }

  private static boolean isResourceFile(Path file) {
    return Files.isRegularFile(file) && file.getFileName().toString().matches(".+\\.(ya?ml|json)");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
