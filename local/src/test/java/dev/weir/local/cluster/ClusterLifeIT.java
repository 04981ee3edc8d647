package dev.weir.local.cluster;

import static dev.weir.local.cluster.TestingCluster.await;
import static dev.weir.local.cluster.TestingCluster.json;
import static dev.weir.local.cluster.TestingCluster.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.engine.v1.ComputeServiceGrpc;
import dev.weir.contracts.engine.v1.Task;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.engine.ComputeNode;
import dev.weir.engine.gateway.Demand;
import dev.weir.engine.result.BatchSink;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that come, go, leave in order and die, under queries. */
@Timeout(300)
class ClusterLifeIT {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range + b.range) = 3";

  /** A good part of a second of work on an idle machine. */
  private static final String LONG =
      "SELECT count(*) FROM range(20000) a, range(12000) b WHERE (a.range + b.range) % 7 = 3";

  /** The same by less work. */
  private static final String SHORT =
      "SELECT sum(a.n * b.n)::BIGINT FROM"
          + " (SELECT range % 7 AS rest, count(*) AS n FROM range(20000) GROUP BY 1) a,"
          + " (SELECT range % 7 AS rest, count(*) AS n FROM range(12000) GROUP BY 1) b"
          + " WHERE (a.rest + b.rest) % 7 = 3";

  @TempDir Path root;
  private TestingCluster cluster;
  private final List<ComputeNode> nodes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    cluster = new TestingCluster(root);
  }

  @AfterEach
  void stop() throws Exception {
    for (ComputeNode node : nodes) {
      node.close();
    }
    cluster.close();
  }

  private ComputeNode node(String id) {
    ComputeNode node = cluster.compute(id);
    nodes.add(node);
    return node;
  }

  private QueryHandle submit(String sql) {
    return cluster.gateway().gateway().submit(request(sql));
  }

  private Demand demand() {
    return cluster.gateway().demand().stream()
        .filter(one -> one.cluster().equals("default"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> listed() {
    return cluster
        .meta()
        .listNodes(ListNodesRequest.newBuilder().setCluster("default").build())
        .getNodesList()
        .stream()
        .map(node -> node.getId())
        .toList();
  }

  private static QueryRequest within(String sql, long timeoutMillis) {
    QueryRequest plain = request(sql);
    return new QueryRequest(
        plain.caller(),
        sql,
        List.of(),
        List.of(),
        null,
        plain.origin(),
        null,
        null,
        timeoutMillis,
        0,
        true);
  }

  private static WeirException failure(Runnable call) {
    WeirException failure = catchThrowableOfType(WeirException.class, call::run);
    assertThat(failure).isNotNull();
    return failure;
  }

  @Test
  void shouldHoldAQueryUntilANodeComesAndReadWhatWasPinnedBefore() throws Exception {
    // Given a cluster without nodes; what writes needs none
    cluster.run("CREATE TABLE t PRIMARY KEY (id) AS SELECT range AS id FROM range(10)");
    assertThat(demand()).isEqualTo(new Demand("default", 0, 0, 0, 0));

    // When
    QueryHandle held = submit("SELECT count(*), max(id) FROM t");
    await(() -> demand().held() == 1);
    cluster.run("INSERT INTO t SELECT range + 10 FROM range(5)");
    cluster.run("DELETE FROM t WHERE id = 9");

    // Then
    assertThat(held.status().state()).isEqualTo(QueryState.QUEUED);
    assertThat(demand()).isEqualTo(new Demand("default", 1, 0, 1, 0));
    assertThat(cluster.metrics().getSampleValue("weir_cluster_queries_held", name(), value()))
        .isEqualTo(1);
    node("a");
    assertThat(held.await().state()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(json(held)).isEqualTo("[[10,9]]");
    assertThat(held.status().stats().queuedMicros()).isPositive();
    assertThat(json(cluster.run("SELECT count(*), max(id) FROM t"))).isEqualTo("[[14,14]]");
    assertThat(demand()).isEqualTo(new Demand("default", 0, 0, 0, 1));
  }

  private static String[] name() {
    return new String[] {"cluster"};
  }

  private static String[] value() {
    return new String[] {"default"};
  }

  @Test
  void shouldSayWhyAHeldQueryCameToItsDeadline() {
    WeirException late = failure(() -> cluster.gateway().gateway().run(within("SELECT 1", 100)));

    assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(demand().queued()).isZero();
  }

  @Test
  void shouldRefuseClustersThatAreNotThereAndHoldForThoseThatAre() throws Exception {
    QueryRequest plain = request("SELECT 1");
    for (String name : List.of("nowhere", "other")) {
      QueryRequest named =
          new QueryRequest(
              plain.caller(),
              plain.sql(),
              List.of(),
              List.of(),
              null,
              plain.origin(),
              name,
              null,
              50,
              0,
              true);
      assertThat(failure(() -> cluster.gateway().gateway().run(named)).code())
          .as(name)
          .isEqualTo(name.equals("other") ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.BAD_REQUEST);
    }
    assertThat(cluster.gateway().demand())
        .extracting(Demand::cluster)
        .containsExactlyInAnyOrder("default", "other");
  }

  @Test
  void shouldRunASpooledQueryAgainWhenItsNodeIsKilled() throws Exception {
    Process killed = cluster.process("killed");
    try {
      await(() -> listed().contains("killed"));
      QueryHandle query = submit(LONG);
      await(() -> query.status().state() == QueryState.RUNNING);

      killed.destroyForcibly().waitFor();
      assertThat(query.status().state().isFinal()).isFalse();
      node("next");

      assertThat(query.await().error()).isNull();
      assertThat(json(query)).isEqualTo(json(cluster.single().gateway().run(request(SHORT))));
    } finally {
      killed.destroyForcibly();
    }
  }

  @Test
  void shouldSayThatAStreamBrokeOffInTheMiddle() throws Exception {
    Process killed = cluster.process("killed");
    try {
      await(() -> listed().contains("killed"));
      CountDownLatch first = new CountDownLatch(1);
      CountDownLatch dead = new CountDownLatch(1);
      FutureTask<WeirException> stream =
          new FutureTask<>(
              () ->
                  failure(
                      () ->
                          cluster.gateway().gateway().stream(
                              request("SELECT range, repeat('x', 1000) FROM range(2000000)"),
                              new WaitingSink(first, dead),
                              handle -> {})));
      Thread.ofPlatform().start(stream);
      first.await();
      killed.destroyForcibly().waitFor();
      dead.countDown();

      assertThat(stream.get().code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(stream.get()).hasMessageContaining("in the middle of the result");
    } finally {
      killed.destroyForcibly();
    }
  }

  /** Takes one batch and waits. */
  private record WaitingSink(CountDownLatch first, CountDownLatch dead) implements BatchSink {
    @Override
    public void start(Schema schema) {}

    @Override
    public void batch(VectorSchemaRoot batch) {
      first.countDown();
      try {
        dead.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void shouldLeaveInOrder() throws Exception {
    ComputeNode leaving = cluster.compute("leaving");
    QueryHandle query = submit(LONG);
    await(() -> query.status().state() == QueryState.RUNNING);

    // When it is closed while it runs a query
    FutureTask<Boolean> closed =
        new FutureTask<>(
            () -> {
              leaving.close();
              return true;
            });
    Thread.ofPlatform().start(closed);

    // Then others go elsewhere, and the query comes to its end where it is
    node("staying");
    assertThat(json(cluster.run("SELECT 1 AS while_it_leaves"))).isEqualTo("[[1]]");
    assertThat(query.await().error()).isNull();
    assertThat(json(query)).isEqualTo(json(cluster.single().gateway().run(request(SHORT))));
    assertThat(closed.get()).isTrue();
    assertThat(listed()).containsExactly("staying");
  }

  @Test
  void shouldFreeTheNodeWhenAQueryIsCancelled() throws Exception {
    ComputeNode node = node("a");
    QueryHandle query = submit(ENDLESS);
    await(() -> query.status().state() == QueryState.RUNNING);
    assertThat(node.running()).isEqualTo(1);

    query.cancel();

    assertThat(query.await().state()).isEqualTo(QueryState.CANCELLED);
    await(() -> node.running() == 0);
    assertThat(json(cluster.run("SELECT 7"))).isEqualTo("[[7]]");
  }

  @Test
  void shouldFreeTheNodeAtTheDeadline() throws Exception {
    ComputeNode node = node("a");

    WeirException late = failure(() -> cluster.gateway().gateway().run(within(ENDLESS, 500)));

    assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    await(() -> node.running() == 0);
  }

  @Test
  void shouldFreeTheNodeWhenTheClientGoesAway() throws Exception {
    ComputeNode node = node("a");
    BatchSink broken =
        new BatchSink() {
          @Override
          public void start(Schema schema) {}

          @Override
          public void batch(VectorSchemaRoot batch) throws java.io.IOException {
            throw new java.io.IOException("gone");
          }
        };

    WeirException gone =
        failure(
            () ->
                cluster.gateway().gateway().stream(
                    request("SELECT range FROM range(1000000000)"), broken, handle -> {}));

    assertThat(gone.code()).isEqualTo(ErrorCode.CANCELLED);
    await(() -> node.running() == 0);
  }

  @Test
  void shouldRunAsManyAsTheNodesTake() throws Exception {
    ComputeNode a = node("a");
    ComputeNode b = node("b");
    List<QueryHandle> queries = new ArrayList<>();
    int most = 2 * TestingCluster.RUNNING_MAX;
    // The same tables (none) for all of them, yet no node gets them all.
    for (int i = 0; i <= most; i++) {
      queries.add(submit(ENDLESS + " OR a.range = -" + (i + 1)));
    }
    await(() -> a.running() + b.running() == most && demand().queued() == 1);

    assertThat(demand()).isEqualTo(new Demand("default", 1, most, 0, 2));
    assertThat(a.running()).isBetween(3, 5);
    node("c");
    await(() -> demand().queued() == 0);
    assertThat(demand().running()).isEqualTo(most + 1);
    queries.forEach(QueryHandle::cancel);
    for (QueryHandle query : queries) {
      query.await();
    }
    await(() -> demand().running() == 0);
  }

  @Test
  void shouldRefuseWhoDoesNotKnowTheToken() throws Exception {
    ComputeNode node = cluster.compute("stranger", "another-token");
    nodes.add(node);

    WeirException refused = failure(() -> cluster.run("SELECT 1"));

    assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(refused).hasMessageContaining("token");
    assertUnauthenticated(node.port(), null);
    assertUnauthenticated(node.port(), "Bearer ");
    assertUnauthenticated(node.port(), "Bearer another-toke");
    assertUnauthenticated(node.port(), "another-token");
  }

  private static void assertUnauthenticated(int port, String authorization) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      Metadata headers = new Metadata();
      if (authorization != null) {
        headers.put(
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
      }
      var events =
          ComputeServiceGrpc.newBlockingStub(channel)
              .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
              .run(Task.newBuilder().setSql("SELECT 1").setTimeoutMillis(1_000).build());
      assertThatThrownBy(events::hasNext)
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void shouldAnswerFromItsCacheWithoutANode() throws Exception {
    cluster.run("CREATE TABLE t PRIMARY KEY (id) AS SELECT range AS id FROM range(10)");
    ComputeNode node = cluster.compute("a");
    assertThat(json(cluster.run("SELECT sum(id) FROM t"))).isEqualTo("[[45]]");
    node.close();
    assertThat(listed()).isEmpty();

    assertThat(json(cluster.run("SELECT sum(id) FROM t"))).isEqualTo("[[45]]");
    assertThat(cluster.gateway().gateway().describe(request("SELECT id FROM t")).columns())
        .extracting("name")
        .containsExactly("id");
  }

  @Test
  void shouldComeBackWhenANodeRestartsUnderTheSameAddress() throws Exception {
    for (String life : List.of("a-1", "a-2", "a-3")) {
      ComputeNode node = cluster.compute(life);
      assertThat(json(cluster.run("SELECT '" + life + "'"))).isEqualTo("[[\"" + life + "\"]]");
      node.close();
    }
  }

  /** A node that meta believes in, though nothing listens where it was. */
  private void dead(String id) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var unused =
        cluster
            .meta()
            .renewNode(
                RenewNodeRequest.newBuilder()
                    .setNode(
                        dev.weir.contracts.meta.v1.ComputeNode.newBuilder()
                            .setId(id)
                            .setCluster("default")
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setAccepting(true))
                    .setTtlMillis(60_000)
                    .build());
  }

  @Test
  void shouldPassOverNodesThatAreGone() throws Exception {
    dead("dead-1");
    dead("dead-2");
    node("living");
    await(() -> listed().contains("living"));

    for (int i = 0; i < 10; i++) {
      assertThat(json(cluster.run("SELECT " + i))).isEqualTo("[[" + i + "]]");
    }
    assertThat(demand().nodes()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpWhenNodeAfterNodeIsLost() throws Exception {
    for (int i = 0; i < 5; i++) {
      dead("dead-" + i);
    }

    WeirException lost = failure(() -> cluster.run("SELECT 1"));

    assertThat(lost.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(lost).hasMessageContaining("3 compute nodes were lost");
    // The others of the five are still believed in.
    assertThat(demand().nodes()).isEqualTo(2);
  }
}
