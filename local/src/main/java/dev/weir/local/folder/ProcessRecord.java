package dev.weir.local.folder;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * How the process that runs on a data folder can be reached.
 *
 * @param pid of the all-in-one process
 * @param httpPort web, REST, Iceberg REST
 * @param flightPort Flight SQL
 * @param startedEpochMillis when it began to start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProcessRecord(long pid, int httpPort, int flightPort, long startedEpochMillis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Base address of its HTTP door, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** Whether a process of that id runs. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** The record of the process that runs on {@code folder}; empty when none does. */
  public static Optional<ProcessRecord> read(DataFolder folder) {
    try {
      if (!Files.exists(folder.processFile())) {
        return Optional.empty();
      }
      return Optional.of(JSON.readValue(folder.processFile().toFile(), ProcessRecord.class))
          .filter(ProcessRecord::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.processFile(), e);
    }
  }

  /** Writes the record; the caller holds the folder's lock. */
  public void write(DataFolder folder) {
    try {
      DataFolder.writeAtomically(
          folder.processFile(), JSON.writeValueAsString(this) + "\n", "rw-r--r--");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the record; the caller holds the folder's lock. */
  public static void remove(DataFolder folder) {
    try {
      Files.deleteIfExists(folder.processFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
