package dev.weir.e2e.cluster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of one cluster: one file for each that was started. Another JVM can read it. */
public final class ProcessLedger {
  private final Path folder;
  private final Path logs;

  /**
   * @param folder of the records
   * @param logs where a process called {@code name} writes {@code name.log}
   */
  public ProcessLedger(Path folder, Path logs) {
    this.folder = folder;
    this.logs = logs;
  }

  /** Starts a process that stays, and records it. */
  public ProcessRecord start(String name, Command command) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(logs);
      ProcessRecord record = ProcessRecord.of(name, command.startDetached(log(name)).pid());
      Files.writeString(folder.resolve(name), record.written());
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The log of a process. */
  public Path log(String name) {
    return logs.resolve(name + ".log");
  }

  /** What was started under that name and not forgotten, whether it runs or not. */
  public Optional<ProcessRecord> find(String name) {
    try {
      return Optional.of(ProcessRecord.parse(name, Files.readString(folder.resolve(name))));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every process that was started and not forgotten, by name. */
  public List<ProcessRecord> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().flatMap(file -> find(file.getFileName().toString()).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills one, waits until it is gone, and forgets it. */
  public void stop(ProcessRecord record) {
    record.kill();
    Waiting.until("the end of " + record.name(), () -> !record.isRunning());
    try {
      Files.deleteIfExists(folder.resolve(record.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
