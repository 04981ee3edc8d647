package dev.weir.meta.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.DrainNodesRequest;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.meta.TestingMeta;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeStoreIT {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH.plusMillis(5));

  @TempDir Path folder;
  private TestingMeta meta;
  private MetaServiceBlockingStub service;

  @BeforeEach
  void start() {
    meta = TestingMeta.start(folder, new SettableClock());
    service = meta.service();
  }

  @AfterEach
  void stop() {
    meta.close();
  }

  private void renew(String cluster, String id, int ttlMillis) {
    renew(node(cluster, id).build(), ttlMillis);
  }

  private void renew(ComputeNode node, int ttlMillis) {
    var unused =
        service.renewNode(
            RenewNodeRequest.newBuilder().setNode(node).setTtlMillis(ttlMillis).build());
  }

  private static ComputeNode.Builder node(String cluster, String id) {
    return ComputeNode.newBuilder()
        .setId(id)
        .setCluster(cluster)
        .setHost("10.0.0.1")
        .setPort(7440)
        .setRunning(3)
        .setAccepting(true);
  }

  private List<String> ids(String cluster) {
    return list(cluster).stream().map(ComputeNode::getId).toList();
  }

  private List<ComputeNode> list(String cluster) {
    return service
        .listNodes(ListNodesRequest.newBuilder().setCluster(cluster).build())
        .getNodesList();
  }

  private void pass(long millis) {
    now.updateAndGet(time -> time.plus(Duration.ofMillis(millis)));
  }

  /**
   * Raft notes now and then, in an entry of its own, how far it is: those of before are waited for.
   */
  private long settledEntries() throws InterruptedException {
    long last = -1;
    for (long now = entries(); now != last; now = entries()) {
      last = now;
      TimeUnit.MILLISECONDS.sleep(300);
    }
    return last;
  }

  private long entries() {
    return service.getStatus(GetStatusRequest.getDefaultInstance()).getAppliedIndex();
  }

  @Test
  void shouldListNodesOfOneClusterAsTheySaidLast() {
    renew("a", "a-2", 10_000);
    renew("a", "a-1", 10_000);
    renew("ab", "other", 10_000);
    pass(3_000);
    renew(node("a", "a-1").setRunning(0).setAccepting(false).build(), 10_000);

    assertThat(ids("a")).containsExactly("a-1", "a-2");
    assertThat(ids("ab")).containsExactly("other");
    assertThat(ids("none")).isEmpty();
    ComputeNode first = list("a").getFirst();
    assertThat(first.getAccepting()).isFalse();
    assertThat(first.getRunning()).isZero();
    assertThat(first.getHost()).isEqualTo("10.0.0.1");
    assertThat(first.getPort()).isEqualTo(7440);
    assertThat(first.getRenewedEpochMillis()).isEqualTo(3_005);
    assertThat(first.getExpiresEpochMillis()).isEqualTo(13_005);
  }

  private void drain(String cluster, String... ids) {
    var unused =
        service.drainNodes(
            DrainNodesRequest.newBuilder().setCluster(cluster).addAllIds(List.of(ids)).build());
  }

  @Test
  void shouldSayWhichNodesAreToTakeNoQueriesWhateverTheySay() throws InterruptedException {
    renew("a", "a-1", 60_000);
    renew("a", "a-2", 60_000);
    renew("ab", "a-1", 60_000);
    pass(100);

    drain("a", "a-2", "gone");

    assertThat(list("a")).extracting(ComputeNode::getAccepting).containsExactly(true, false);
    assertThat(list("a").getLast().getDrainingSinceEpochMillis()).isEqualTo(105);
    assertThat(list("ab").getFirst().getAccepting()).isTrue();

    // A renewal does not take it back, and who is to go already keeps the time.
    pass(100);
    renew("a", "a-2", 60_000);
    drain("a", "a-1", "a-2");
    assertThat(list("a"))
        .extracting(ComputeNode::getDrainingSinceEpochMillis)
        .containsExactly(205L, 105L);
    long before = settledEntries();
    drain("a", "a-2", "a-1");
    assertThat(settledEntries()).isEqualTo(before);

    drain("a");
    assertThat(list("a"))
        .allMatch(node -> node.getAccepting() && node.getDrainingSinceEpochMillis() == 0);
  }

  @Test
  void shouldRefuseToDrainWithoutEnd() {
    String[] many = IntStream.range(0, 1_001).mapToObj(i -> "n" + i).toArray(String[]::new);

    assertThatThrownBy(() -> drain("a", many))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(MetaErrors.fromStatus(e).code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void shouldBelieveANodeUntilItsLeaseEndsWithoutAWrite() throws InterruptedException {
    renew("a", "a-1", 10_000);
    long entries = settledEntries();

    pass(9_999);
    assertThat(ids("a")).containsExactly("a-1");
    pass(1);

    assertThat(ids("a")).isEmpty();
    // Raft itself may have written one of its own.
    assertThat(entries() - entries).isLessThanOrEqualTo(1);
    renew("a", "a-1", 10_000);
    assertThat(ids("a")).containsExactly("a-1");
  }

  @Test
  void shouldMakeOneLogEntryOfARenewalWhateverItSweeps() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      renew("a", "old-" + i, 1_000);
    }
    pass(1_000);
    long before = settledEntries();

    renew("b", "new", 10_000);

    // Its own, and perhaps one of Raft's; twenty, were each swept by one.
    assertThat(entries() - before).isBetween(1L, 2L);
    // A clock that goes back shows what is still kept: only what was not swept.
    pass(-1_000);
    assertThat(ids("a")).isEmpty();
    assertThat(ids("b")).containsExactly("new");
  }

  @Test
  void shouldLetANodeLeaveAtOnce() {
    renew("a", "a-1", 10_000);
    renew("a", "a-1", 0);

    assertThat(ids("a")).isEmpty();
    renew("a", "never-there", 0);
  }

  @ParameterizedTest
  @CsvSource({
    "'', id, host, 1, 1000",
    "a, '', host, 1, 1000",
    "a, id, '', 1, 1000",
    "a, id, host, 0, 1000",
    "a, id, host, 65536, 1000",
    "a, id, host, 1, 60001"
  })
  void shouldRefuseWhatNoGatewayCouldUse(
      String cluster, String id, String host, int port, int ttlMillis) {
    ComputeNode node =
        node(cluster == null ? "" : cluster, id == null ? "" : id)
            .setHost(host == null ? "" : host)
            .setPort(port)
            .build();

    assertThatThrownBy(() -> renew(node, ttlMillis))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(MetaErrors.fromStatus(e).code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  private final class SettableClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
