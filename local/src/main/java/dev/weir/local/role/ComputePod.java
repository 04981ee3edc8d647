package dev.weir.local.role;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.engine.ComputeNode;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A node of a ComputeCluster: runs queries for gateways, with copies of data files on its disk. */
public final class ComputePod implements ProcessParts {
  /** The heap has 35 %. */
  private static final int MEMORY_PERCENT = 45;

  private static final long CACHE_DEFAULT = 10L << 30;

  private final ObjectStore store;
  private final MetaLink meta;
  private final ComputeNode node;

  private ComputePod(ObjectStore store, MetaLink meta, ComputeNode node) {
    this.store = store;
    this.meta = meta;
    this.node = node;
  }

  /** Starts the node, which gateways find from then on; the object store must answer. */
  public static ComputePod start(PodVariables variables, CollectorRegistry metrics) {
    Path data = Path.of(variables.required(PodEnvironment.DATA));
    String pod = variables.required(PodEnvironment.POD);
    String address = variables.required(PodEnvironment.ADDRESS);
    String cluster = variables.required(PodEnvironment.CLUSTER);
    String metaTarget = variables.required(PodEnvironment.META_TARGET);
    long memory = variables.sqlMemory(MEMORY_PERCENT);
    long cache = variables.number(PodEnvironment.CACHE_BYTES, CACHE_DEFAULT);
    StorageConfig storage = variables.storage();
    String secret = variables.partSecret();
    PartToken token = variables.partToken();
    PartTls tls = variables.tls();
    EngineConfig defaults =
        EngineConfig.defaults(
                data.resolve("scratch"), Runtime.getRuntime().availableProcessors(), memory)
            .withCluster(cluster);
    EngineConfig.Admission admission = defaults.admission();
    EngineConfig config =
        defaults
            .withAdmission(
                new EngineConfig.Admission(
                    (int)
                        variables.number(
                            PodEnvironment.QUERIES_RUNNING_MAX, admission.runningMax()),
                    admission.queuedMax(),
                    admission.timeoutMillisMax()))
            .withCaches(defaults.caches().withFileBytesMax(cache));
    variables.check();
    ObjectStore store = Patience.untilThere("the object store", () -> ObjectStores.open(storage));
    MetaLink meta = MetaLink.to(metaTarget, token, tls);
    // A pod that starts its container again is another node: queries of the one before are gone.
    String id = pod + "-" + UUID.randomUUID().toString().substring(0, 8);
    try {
      return new ComputePod(
          store,
          meta,
          ComputeNode.start(
              config,
              ComputeConfig.defaults(id, address, tls),
              new ComputeNode.Surroundings(
                  store, new ObjectStoreFileIO(store), meta.stub(), () -> secret, metrics)));
    } catch (RuntimeException e) {
      meta.close();
      store.close();
      throw e;
    }
  }

  @Override
  public MetaServiceBlockingStub meta() {
    return meta.stub();
  }

  @Override
  public List<PartStatus> check() {
    return List.of(
        meta.state(), new PartStatus("compute", node.port() > 0, node.running() + " queries run"));
  }

  /** Waits for queries that run. */
  @Override
  public void close() {
    node.close();
    meta.close();
    store.close();
  }
}
