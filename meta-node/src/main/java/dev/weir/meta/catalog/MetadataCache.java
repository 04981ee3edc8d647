package dev.weir.meta.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;

/**
 * Parsed table metadata by its location. A location never changes its content, so entries are never
 * stale; they make room for others by how many snapshots, schemas and files they list. Thread-safe.
 */
public final class MetadataCache {
  private static final long WEIGHT_MAX = 200_000;
  private static final int WEIGHT_OF_TABLE = 50;

  private final FileIO io;
  private final Cache<String, TableMetadata> tables =
      Caffeine.newBuilder()
          .maximumWeight(WEIGHT_MAX)
          .weigher((String location, TableMetadata table) -> weight(table))
          .build();

  /** Over the files of {@code io}. */
  public MetadataCache(FileIO io) {
    this.io = io;
  }

  private static int weight(TableMetadata table) {
    return WEIGHT_OF_TABLE
        + table.snapshots().size()
        + table.previousFiles().size()
        + table.schemas().size();
  }

  /** The metadata at that location, read when it is not here. */
  TableMetadata load(String location) {
    return tables.get(location, file -> TableMetadataParser.read(io, file));
  }

  /** Remembers what has just been written. */
  void put(TableMetadata written) {
    tables.put(written.metadataFileLocation(), written);
  }
}
