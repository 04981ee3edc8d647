package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.storage.StorageProperties;
import dev.weir.storage.folder.FolderObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** A group of one over a folder, with its first token. */
public final class TestingMeta implements AutoCloseable {
  public static final String TOKEN = "weir_test-token-of-the-administrator";

  private final Path folder;
  private final FolderObjectStore store;
  private final MetaNode node;

  private TestingMeta(Path folder, FolderObjectStore store, MetaNode node) {
    this.folder = folder;
    this.store = store;
    this.node = node;
  }

  public static TestingMeta start(Path folder) {
    return start(folder, Clock.systemUTC());
  }

  public static TestingMeta start(Path folder, Clock clock) {
    return start(folder, clock, null);
  }

  public static TestingMeta start(Path folder, Clock clock, MetaConfig.Listen listen) {
    FolderObjectStore store = openStore(folder);
    MetaConfig laptop =
        MetaConfig.single(folder.resolve("meta"), MetaConfig.Bootstrap.standard(TOKEN));
    MetaConfig config =
        new MetaConfig(
            laptop.self(),
            null,
            laptop.founders(),
            laptop.dataFolder(),
            laptop.warehouseFolder(),
            listen,
            laptop.snapshotEveryEntries(),
            laptop.writeTimeoutMillis(),
            laptop.readTimeoutMillis(),
            laptop.diskReserveBytes(),
            laptop.bootstrap());
    return new TestingMeta(folder, store, MetaNode.start(config, store, clock));
  }

  static FolderObjectStore openStore(Path folder) {
    try {
      return FolderObjectStore.open(folder.resolve("objects"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MetaNode node() {
    return node;
  }

  public MetaServiceGrpc.MetaServiceBlockingStub service() {
    return MetaServiceGrpc.newBlockingStub(node.inProcessChannel());
  }

  /** What an Iceberg client needs to write where this warehouse is. */
  public Map<String, String> clientProperties() {
    return StorageProperties.format(
        new StorageConfig(StorageConfig.Kind.FOLDER, folder.resolve("objects").toString(), null));
  }

  @Override
  public void close() {
    node.close();
    store.close();
  }
}
