package dev.weir.engine.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.storage.StorageFailures;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.view.ViewMetadata;
import org.apache.iceberg.view.ViewMetadataParser;

/**
 * Iceberg metadata files by their location. A location's content never changes, so an entry is
 * never stale; the bound is on their size. Thread-safe.
 */
public final class MetadataCache {
  private record Entry(Object metadata, int bytes) {}

  private final FileIO io;
  private final Cache<String, Entry> entries;

  public MetadataCache(FileIO io, long bytesMax) {
    this.io = io;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .<String, Entry>weigher((location, entry) -> entry.bytes())
            .build();
  }

  /** The table metadata at that location. */
  public TableMetadata table(String location) {
    return (TableMetadata)
        entries.get(location, key -> load(key, TableMetadataParser::read)).metadata();
  }

  /** The view metadata at that location. */
  public ViewMetadata view(String location) {
    return (ViewMetadata)
        entries.get(location, key -> load(key, ViewMetadataParser::read)).metadata();
  }

  private interface Reader {
    Object read(InputFile file);
  }

  private Entry load(String location, Reader reader) {
    try {
      InputFile file = io.newInputFile(location);
      Object metadata = reader.read(file);
      return new Entry(metadata, (int) Math.min(Integer.MAX_VALUE, file.getLength() + 1_000));
    } catch (RuntimeException e) {
      String name = location.substring(location.lastIndexOf('/') + 1);
      throw StorageFailures.ofUnreadable("the metadata " + name + " of a table", e);
    }
  }
}
