package dev.weir.local.server;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.FolderLock;
import dev.weir.local.folder.ProcessRecord;
import dev.weir.meta.MetaNode;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.folder.FolderObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the all-in-one process, started in the order in which they need one another and
 * stopped in the opposite one.
 */
final class LocalNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final DataFolder folder;
  private final String adminToken;
  private final ObjectStore store;
  private final MetaNode meta;

  private LocalNode(DataFolder folder) {
    this.folder = folder;
    folder.prepare();
    keep(FolderLock.take(folder));
    this.adminToken = folder.ensureAdminToken();
    this.store = keep(FolderObjectStore.open(folder.objects()));
    this.meta =
        keep(
            MetaNode.start(
                MetaConfig.single(folder.meta(), MetaConfig.Bootstrap.standard(adminToken)),
                store));
  }

  /** Starts everything but HTTP, on the folder that {@code config} names. */
  static LocalNode start(LocalConfig config) throws IOException {
    Path data =
        config.data().isPresent()
            ? config.data().get()
            : Files.createTempDirectory("weir-training");
    return new LocalNode(DataFolder.at(data));
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  DataFolder folder() {
    return folder;
  }

  String adminToken() {
    return adminToken;
  }

  ObjectStore store() {
    return store;
  }

  MetaNode meta() {
    return meta;
  }

  /** Tells other commands how to reach this process, once its HTTP door is open. */
  void announce(int httpPort, int flightPort) {
    new ProcessRecord(
            ProcessHandle.current().pid(), httpPort, flightPort, System.currentTimeMillis())
        .write(folder);
  }

  @Override
  public void close() {
    ProcessRecord.remove(folder);
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
