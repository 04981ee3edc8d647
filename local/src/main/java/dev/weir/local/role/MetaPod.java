package dev.weir.local.role;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.MetaPatience;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.Authenticator;
import dev.weir.meta.MemberId;
import dev.weir.meta.MetaNode;
import dev.weir.meta.raft.RaftStatus;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import java.nio.file.Path;
import java.util.List;

/** A member of the meta group. */
public final class MetaPod implements ProcessParts {
  private static final String EVERYWHERE = "0.0.0.0";
  private static final String WAREHOUSE = "warehouse";

  private final ObjectStore store;
  private final MetaNode node;
  private final MetaServiceBlockingStub service;

  private MetaPod(ObjectStore store, MetaNode node) {
    this.store = store;
    this.node = node;
    this.service =
        MetaServiceGrpc.newBlockingStub(node.inProcessChannel())
            .withInterceptors(new MetaPatience());
  }

  /**
   * Starts the member. It founds the group where the operator says that it is the one to do so, and
   * otherwise waits until the group takes it in; what stands in its log goes before both.
   */
  public static MetaPod start(PodVariables variables) {
    Path data = Path.of(variables.required(PodEnvironment.DATA));
    String pod = variables.required(PodEnvironment.POD);
    MetaConfig.Peer self = variables.member("unknown");
    String adminToken = variables.adminToken();
    PartToken token = variables.partToken();
    PartTls tls = variables.tls();
    boolean founds =
        variables
            .file(PodEnvironment.META_GROUP_FOLDER, PodEnvironment.META_FOUNDER_FILE)
            .equals(pod);
    var storage = variables.storage();
    variables.check();
    MetaConfig.Peer member =
        new MetaConfig.Peer(MemberId.of(data.resolve("meta"), pod), self.host(), self.port());
    ObjectStore store = Patience.untilThere("the object store", () -> ObjectStores.open(storage));
    try {
      MetaConfig config =
          new MetaConfig(
              member,
              EVERYWHERE,
              founds ? List.of(member) : List.of(),
              data.resolve("meta"),
              WAREHOUSE,
              new MetaConfig.Listen(EVERYWHERE, PodEnvironment.META_PORT, token, tls),
              MetaConfig.SNAPSHOT_EVERY_ENTRIES_DEFAULT,
              MetaConfig.TIMEOUT_MILLIS_DEFAULT,
              MetaConfig.TIMEOUT_MILLIS_DEFAULT,
              MetaConfig.DISK_RESERVE_BYTES_DEFAULT,
              MetaConfig.Bootstrap.standard(adminToken));
      return new MetaPod(store, MetaNode.start(config, store));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  @Override
  public MetaServiceBlockingStub meta() {
    return service;
  }

  @Override
  public Authenticator authenticator() {
    return new MetaAuthenticator(service);
  }

  @Override
  public IcebergRestRouter icebergRest() {
    return node.icebergRest();
  }

  /** A member that the group has not taken in yet is alive, but not ready. */
  @Override
  public List<PartStatus> check() {
    RaftStatus status = node.status();
    boolean member = status.peerIds().contains(status.nodeId());
    boolean led = !status.leaderId().isEmpty();
    String detail =
        !member
            ? "waits to be taken in"
            : led
                ? "leader " + status.leaderId() + ", log at " + status.appliedIndex()
                : "no leader";
    return List.of(new PartStatus(PartStatus.META, member && led, detail));
  }

  @Override
  public void close() {
    node.close();
    store.close();
  }
}
