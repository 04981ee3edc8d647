package dev.weir.engine.files;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;

/** Data files for a cache, each full of one letter. */
final class TestingFiles {
  private TestingFiles() {}

  static EngineConfig config(Path root, long bytesMax, int fetchesMax) {
    EngineConfig plain = EngineConfig.defaults(root, 2, 512L << 20);
    EngineConfig.Caches caches = plain.caches();
    return new EngineConfig(
        plain.cluster(),
        plain.stagingFolder(),
        plain.spillFolder(),
        plain.resultFolder(),
        plain.cacheFolder(),
        plain.sqlEngine(),
        plain.admission(),
        plain.statement(),
        plain.result(),
        new EngineConfig.Caches(
            caches.resultBytesMax(),
            caches.resultEntryBytesMax(),
            caches.statementBytesMax(),
            caches.metadataBytesMax(),
            caches.manifestFilesMax(),
            caches.footersMax(),
            caches.viewSetsMax(),
            bytesMax,
            fetchesMax));
  }

  static FileCache cache(ObjectStore store, Path root, long bytesMax, int fetchesMax) {
    return FileCache.open(
        store, config(root, bytesMax, fetchesMax), new FileCacheMetrics(new CollectorRegistry()));
  }

  /** Puts a file into the store. */
  static DataFile file(ObjectStore store, char letter, int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) letter);
    try {
      store.put(letter + ".parquet", content, PutCondition.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return named(store, letter, bytes);
  }

  /** What a manifest would say of it, whether it is there or not. */
  static DataFile named(ObjectStore store, char letter, long bytes) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath(store.locationOf(letter + ".parquet"))
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(bytes)
        .withRecordCount(1)
        .build();
  }

  /** Names of what is in the cache's folder. */
  static List<String> inFolder(Path root) {
    try (Stream<Path> files = Files.list(config(root, 1, 1).cacheFolder())) {
      return files.map(path -> path.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
