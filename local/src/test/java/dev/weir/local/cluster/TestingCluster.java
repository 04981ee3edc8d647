package dev.weir.local.cluster;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.ComputeNode;
import dev.weir.engine.EngineNode;
import dev.weir.engine.GatewayNode;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.compute.NodeAccess;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.TableAccess;
import dev.weir.meta.MetaNode;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import dev.weir.storage.s3.S3ObjectStore;
import dev.weir.storage.s3.TestingS3Server;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.io.FileIO;
import org.duckdb.DuckDBDriver;

/**
 * A bucket, meta, a gateway and as many compute nodes as a test starts, which reach one another by
 * ports as pods do; and one process that does all by itself, to compare with.
 */
final class TestingCluster implements AutoCloseable {
  static final Caller ADMIN = new Caller("default", "admin", "Admin", List.of(), true);
  static final String TOKEN = "token-of-the-parts";
  static final int RUNNING_MAX = 4;
  private static final int THREADS = 2;
  private static final long MEMORY = 256L << 20;

  static {
    // After a test of the whole process DriverManager knows the driver of that test's loader only.
    DuckDBDriver unused = new DuckDBDriver();
  }

  private final Path root;
  private final TestingS3Server server;
  private final StorageConfig.S3 bucket;
  private final ObjectStore store;
  private final FileIO io;
  private final MetaNode meta;
  private final ManagedChannel channel;
  private final EngineNode single;
  private final GatewayNode gateway;
  private final CollectorRegistry metrics = new CollectorRegistry();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  TestingCluster(Path root) throws Exception {
    this.root = root;
    server = keep(TestingS3Server.start());
    bucket = server.createBucket("warehouse", "house");
    store = keep(S3ObjectStore.open(bucket, TestingS3Server.ENVIRONMENT));
    io = new ObjectStoreFileIO(store);
    MetaConfig laptop =
        MetaConfig.single(root.resolve("meta"), MetaConfig.Bootstrap.standard("weir_test-admin"));
    meta =
        keep(
            MetaNode.start(
                new MetaConfig(
                    laptop.self(),
                    null,
                    laptop.founders(),
                    laptop.dataFolder(),
                    laptop.warehouseFolder(),
                    new MetaConfig.Listen("127.0.0.1", 0),
                    laptop.snapshotEveryEntries(),
                    laptop.writeTimeoutMillis(),
                    laptop.readTimeoutMillis(),
                    laptop.diskReserveBytes(),
                    laptop.bootstrap()),
                store));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", meta.grpcPort().orElseThrow())
            .usePlaintext()
            .build();
    keep(channel::shutdownNow);
    single =
        keep(EngineNode.start(config("single"), surroundings("single", new CollectorRegistry())));
    gateway =
        keep(
            GatewayNode.start(
                config("gateway"),
                surroundings("gateway", metrics),
                NodeAccess.plaintext(() -> TOKEN),
                name -> name.equals("other")));
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  private EngineConfig config(String name) {
    return config(root.resolve(name));
  }

  static EngineConfig config(Path folder) {
    return EngineConfig.defaults(folder, THREADS, MEMORY)
        .withAdmission(new EngineConfig.Admission(RUNNING_MAX, 50, 120_000));
  }

  private EngineNode.Surroundings surroundings(String name, CollectorRegistry registry) {
    return new EngineNode.Surroundings(
        store, io, meta(), sessions -> commands(name, sessions), new TestingHistory(), registry);
  }

  private CommandRunner commands(String name, SessionOpener sessions) {
    MetaCalls calls = new MetaCalls(meta());
    Catalogs catalogs = caller -> meta.catalog(caller.tenant());
    try {
      DataStatements data =
          keep(
              DataStatements.open(
                  WriteConfig.defaults(root.resolve(name), THREADS, MEMORY),
                  store,
                  catalogs,
                  new TableAccess(calls),
                  sessions,
                  UploadFolder.open(root.resolve(name + "-uploads"), 1L << 30, 0)));
      return new Statements(data, catalogs, calls, sessions, List::of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MetaServiceBlockingStub meta() {
    return MetaServiceGrpc.newBlockingStub(channel);
  }

  /** Everything in one process. */
  EngineNode single() {
    return single;
  }

  GatewayNode gateway() {
    return gateway;
  }

  CollectorRegistry metrics() {
    return metrics;
  }

  /** A compute node of the default cluster. The caller closes it. */
  ComputeNode compute(String id) {
    return compute(id, TOKEN);
  }

  ComputeNode compute(String id, String token) {
    return compute(id, token, new CollectorRegistry());
  }

  ComputeNode compute(String id, String token, CollectorRegistry registry) {
    return ComputeNode.start(
        config("compute-" + id),
        computeConfig(id),
        new ComputeNode.Surroundings(store, io, meta(), () -> token, registry));
  }

  /** Quick to be noticed, and patient when it closes. */
  static ComputeConfig computeConfig(String id) {
    return new ComputeConfig(id, "127.0.0.1", "127.0.0.1", 0, 200, 10_000, 60_000, null);
  }

  /** A compute node in a process of its own. */
  Process process(String id) throws IOException {
    return ComputeProcess.start(
        id, root.resolve("compute-" + id), bucket, meta.grpcPort().orElseThrow());
  }

  static QueryRequest request(String sql) {
    return QueryRequest.of(ADMIN, sql, Origin.of(Origin.Kind.CONSOLE));
  }

  /** Runs a statement to its end, as administrator. */
  QueryHandle run(String sql) {
    return gateway.gateway().run(request(sql));
  }

  /** Rows as JSON. */
  static String json(QueryHandle query) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try {
      query.writeJsonRows(0, 10_000, rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows.toString(StandardCharsets.UTF_8);
  }

  /** Returns when it holds; the test's own timeout ends it otherwise. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  @Override
  public void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
