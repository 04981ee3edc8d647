package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.data.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that the flights example loads, where Weir has put it when it applied the example. */
final class FlightsFile {
  private static final Pattern SOURCE = Pattern.compile("source: npm:(\\S+?@[^/\\s]+)/(\\S+)");

  private FlightsFile() {}

  static Path find(Cache cache) throws IOException {
    String table = Files.readString(BenchRun.flightsExample().resolve("table.yaml"));
    Matcher source = SOURCE.matcher(table);
    if (!source.find()) {
      throw new IOException("examples/flights/table.yaml names no npm source");
    }
    Path file = cache.root().resolve("npm").resolve(source.group(1)).resolve(source.group(2));
    if (!Files.exists(file)) {
      throw new IOException("Weir did not keep the example's file at " + file);
    }
    return file;
  }
}
