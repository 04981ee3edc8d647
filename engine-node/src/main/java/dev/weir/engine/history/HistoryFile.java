package dev.weir.engine.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Entries as JSON, one a line, appended. When the file is full it becomes the old one, and the old
 * one before it goes. Used by one thread.
 */
final class HistoryFile implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HistoryFile.class.getName());

  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final Path current;
  private final Path old;
  private final long bytesMax;
  private FileChannel channel;

  private HistoryFile(Path folder, long bytesMax) throws IOException {
    this.current = folder.resolve("history.jsonl");
    this.old = folder.resolve("history.old.jsonl");
    this.bytesMax = bytesMax;
    this.channel = append(current);
  }

  /** Opens the files of {@code folder} and tells {@code known} what is in them, oldest first. */
  static HistoryFile open(Path folder, long bytesMax, Consumer<HistoryEntry> known)
      throws IOException {
    Files.createDirectories(folder);
    HistoryFile file = new HistoryFile(folder, bytesMax);
    file.cutTornLine();
    file.load(file.old, known);
    file.load(file.current, known);
    return file;
  }

  /** Appends and hands over to the operating system: kill -9 loses none of it, a power cut may. */
  void append(List<HistoryEntry> entries) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (HistoryEntry entry : entries) {
      lines.writeBytes(json.writeValueAsBytes(entry));
      lines.write('\n');
    }
    if (channel.size() > 0 && channel.size() + lines.size() > bytesMax) {
      rotate();
    }
    long end = channel.size();
    ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException failure) {
      // A disk that is full takes a part; what comes later must not be glued to it.
      channel.truncate(end);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void rotate() throws IOException {
    channel.close();
    Files.move(current, old, StandardCopyOption.REPLACE_EXISTING);
    channel = append(current);
  }

  /** What was being written when the process died would spoil the next line as well. */
  private void cutTornLine() throws IOException {
    long end = channel.size();
    try (FileChannel reader = FileChannel.open(current, StandardOpenOption.READ)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      while (end > 0) {
        one.clear();
        reader.read(one, end - 1);
        if (one.get(0) == '\n') {
          break;
        }
        end--;
      }
    }
    if (end < channel.size()) {
      try (FileChannel writer = FileChannel.open(current, StandardOpenOption.WRITE)) {
        writer.truncate(end);
      }
    }
  }

  private void load(Path file, Consumer<HistoryEntry> known) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int unreadable = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          known.accept(json.readValue(line, HistoryEntry.class));
        } catch (JsonProcessingException damaged) {
          unreadable++;
        }
      }
    }
    if (unreadable > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "history.unreadable file={0} lines={1}",
          file.getFileName(),
          unreadable);
    }
  }

  private static FileChannel append(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
