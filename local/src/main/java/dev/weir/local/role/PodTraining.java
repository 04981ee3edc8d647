package dev.weir.local.role;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.part.TlsFolder;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.PutCondition;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * What a process does beside the laptop's doors when the start-up cache of the image is made: it
 * starts every part of a cluster as a pod would, and has them answer queries together. The parts
 * listen on the ports of pods, so that there can be one at a time in a network.
 */
public final class PodTraining {
  /** So often what matters is used: the cache also keeps which methods are hot. */
  private static final int ROUNDS = 20;

  private static final String POD = "training";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Caller ADMIN = new Caller("default", "admin", "Weir", List.of(), true);
  private static final List<String> TLS_FILES =
      List.of(TlsFolder.CERTIFICATE, TlsFolder.KEY, TlsFolder.AUTHORITIES);
  private static final List<String> QUERIES =
      List.of(
          "SELECT range % 7 AS name, count(*), sum(range) FROM range(10000) GROUP BY 1 ORDER BY 2",
          "SELECT * FROM range(100) WHERE range = 7");

  private final URI bucket;
  private final Path folder;
  private final String catalogUrl;
  private final String adminToken;
  private final @Nullable Path tls;

  /**
   * @param bucket as {@code http://USER:SECRET@HOST:PORT/NAME}
   * @param folder for all that the parts write
   * @param catalogUrl where Iceberg REST is reached
   * @param adminToken that it takes
   * @param tls folder with a certificate for loopback; null: the parts speak plaintext
   */
  public PodTraining(
      URI bucket, Path folder, String catalogUrl, String adminToken, @Nullable Path tls) {
    this.bucket = bucket;
    this.folder = folder;
    this.catalogUrl = catalogUrl;
    this.adminToken = adminToken;
    this.tls = tls;
  }

  /** Starts the parts, uses them and stops them. */
  public void run(String version) throws IOException {
    writeSecrets();
    useStore();
    try (MetaPod meta = MetaPod.start(variables("meta"));
        ComputePod compute = ComputePod.start(variables("compute"), new CollectorRegistry());
        GatewayPod gateway =
            GatewayPod.start(variables("gateway"), new CollectorRegistry(), version);
        WebPod web = WebPod.start(variables("web"))) {
      List<ProcessParts> parts = List.of(meta, compute, gateway, web);
      Catalog unused = web.catalog().open();
      for (int round = 0; round < ROUNDS; round++) {
        parts.forEach(ProcessParts::check);
        for (String sql : QUERIES) {
          ask(gateway.gateway(), sql);
          ask(web.gateway(), sql);
        }
      }
    }
  }

  private static void ask(QueryGateway gateway, String sql) throws IOException {
    QueryRequest plain = QueryRequest.of(ADMIN, sql, Origin.of(Origin.Kind.CONSOLE));
    // From the cache of results, only the first would reach the node.
    QueryRequest request =
        new QueryRequest(
            plain.caller(),
            plain.sql(),
            plain.parameters(),
            plain.filters(),
            plain.defaultNamespace(),
            plain.origin(),
            plain.cluster(),
            plain.asOf(),
            plain.timeoutMillis(),
            plain.rowsMax(),
            false);
    gateway.run(request).writeJsonRows(0, 10, OutputStream.nullOutputStream());
  }

  private void useStore() throws IOException {
    try (ObjectStore store = ObjectStores.open(variables("compute").storage())) {
      byte[] content = POD.getBytes(StandardCharsets.UTF_8);
      for (int round = 0; round < ROUNDS; round++) {
        String key = "training/" + round;
        store.put(key, content, PutCondition.IF_ABSENT);
        store.readRange(key, 0, content.length);
        store.list("training/", "", 10);
        store.delete(List.of(key));
      }
    }
  }

  private PodVariables variables(String role) {
    Map<String, String> variables = new HashMap<>();
    variables.put(PodEnvironment.POD, POD);
    variables.put(PodEnvironment.ADDRESS, LOOPBACK);
    variables.put(PodEnvironment.DATA, folder.resolve(role).toString());
    variables.put(PodEnvironment.META_MEMBER, LOOPBACK + ":" + PodEnvironment.RAFT_PORT);
    variables.put(
        PodEnvironment.META_TARGET, "dns:///" + LOOPBACK + ":" + PodEnvironment.META_PORT);
    variables.put(PodEnvironment.META_URL, catalogUrl);
    for (String gateways :
        List.of(PodEnvironment.GATEWAY_TARGET, PodEnvironment.GATEWAY_ALL_TARGET)) {
      variables.put(gateways, LOOPBACK + ":" + PodEnvironment.PARTS_PORT);
    }
    variables.put(
        PodEnvironment.STORAGE_ENDPOINT,
        bucket.getScheme() + "://" + bucket.getHost() + ":" + bucket.getPort());
    variables.put(PodEnvironment.STORAGE_BUCKET, bucket.getPath().substring(1));
    variables.put(PodEnvironment.CLUSTER, "default");
    variables.put(PodEnvironment.SQL_MEMORY, Long.toString(1L << 30));
    variables.put(PodEnvironment.CACHE_BYTES, Long.toString(1L << 30));
    variables.put(PodEnvironment.DATABASE_URL, DatabaseConfig.onDisk(folder).url());
    variables.put(PodEnvironment.PUBLIC_URL, catalogUrl);
    if (tls != null) {
      variables.put(PodEnvironment.TLS, PodEnvironment.TLS_REQUIRED);
      variables.put(PodEnvironment.COMPUTE_NAME, LOOPBACK);
    }
    return new PodVariables(variables, folder);
  }

  /** Where a pod has them mounted, below the folder. */
  private void writeSecrets() throws IOException {
    String[] keys = bucket.getUserInfo().split(":", 2);
    write(PodEnvironment.ADMIN_FOLDER, "token", adminToken);
    write(PodEnvironment.PARTS_FOLDER, "token", UUID.randomUUID().toString());
    write(PodEnvironment.META_GROUP_FOLDER, PodEnvironment.META_FOUNDER_FILE, POD);
    write(PodEnvironment.STORAGE_FOLDER, "access-key-id", keys[0]);
    write(PodEnvironment.STORAGE_FOLDER, "secret-access-key", keys[1]);
    if (tls != null) {
      for (String name : TLS_FILES) {
        write(PodEnvironment.TLS_FOLDER, name, Files.readString(tls.resolve(name)));
      }
    }
  }

  private void write(String mount, String name, String content) throws IOException {
    Path mounted = Files.createDirectories(folder.resolve(mount.substring(1)));
    Files.writeString(mounted.resolve(name), content);
  }
}
