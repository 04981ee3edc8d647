package dev.weir.meta.state;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** One open RocksDB with values as {@link StateStore} lays them out. Its user keeps the lock. */
final class StateDatabase implements StateView, AutoCloseable {
  private static final long CACHE_BYTES = 16L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final long RECOVERY_LOG_BYTES_MAX = 32L << 20;

  private final Options options;
  private final RocksDB rocks;

  private StateDatabase(Options options, RocksDB rocks) {
    this.options = options;
    this.rocks = rocks;
  }

  static StateDatabase open(Path folder) throws RocksDBException {
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxTotalWalSize(RECOVERY_LOG_BYTES_MAX)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setKeepLogFileNum(2)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(new LRUCache(CACHE_BYTES))
                    .setFilterPolicy(new BloomFilter(10)));
    try {
      return new StateDatabase(options, RocksDB.open(options, folder.toString()));
    } catch (RocksDBException e) {
      options.close();
      throw e;
    }
  }

  RocksDB rocks() {
    return rocks;
  }

  static byte[] encode(long index, byte[] value) {
    return ByteBuffer.allocate(Long.BYTES + value.length).putLong(index).put(value).array();
  }

  private static Versioned<byte[]> decode(byte[] stored) {
    return new Versioned<>(
        ByteBuffer.wrap(stored).getLong(), Arrays.copyOfRange(stored, Long.BYTES, stored.length));
  }

  @Override
  public @Nullable Versioned<byte[]> find(byte[] key) {
    try {
      byte[] stored = rocks.get(key);
      return stored == null ? null : decode(stored);
    } catch (RocksDBException e) {
      throw new IllegalStateException("cannot read the meta state", e);
    }
  }

  @Override
  public List<Entry> scan(byte[] prefix, byte[] after, int limit) {
    List<Entry> entries = new ArrayList<>();
    try (RocksIterator iterator = rocks.newIterator()) {
      iterator.seek(after.length == 0 ? prefix : behind(after));
      while (iterator.isValid() && entries.size() < limit && startsWith(iterator.key(), prefix)) {
        entries.add(new Entry(iterator.key(), decode(iterator.value())));
        iterator.next();
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new IllegalStateException("cannot read the meta state", e);
    }
    return entries;
  }

  @Override
  public long appliedIndex() {
    Versioned<byte[]> position = find(Keys.APPLIED);
    return position == null ? 0 : position.changedAt();
  }

  private static byte[] behind(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void close() {
    rocks.close();
    options.close();
  }
}
