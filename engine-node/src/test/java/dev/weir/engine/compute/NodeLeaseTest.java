package dev.weir.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.contracts.meta.v1.RenewNodeResponse;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeLeaseTest {
  /** Renewals, but the first, are longer apart than any test takes. */
  private static final ComputeConfig CONFIG =
      new ComputeConfig("node-1", "10.0.0.1", "127.0.0.1", 0, 3_600_000, 10_000, 0, null);

  private final BlockingQueue<RenewNodeRequest> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void startMeta() throws Exception {
    String name = InProcessServerBuilder.generateName();
    server =
        InProcessServerBuilder.forName(name)
            .addService(
                new MetaServiceGrpc.MetaServiceImplBase() {
                  @Override
                  public void renewNode(
                      RenewNodeRequest request, StreamObserver<RenewNodeResponse> answer) {
                    if (refusals.getAndDecrement() > 0) {
                      answer.onError(Status.UNAVAILABLE.asRuntimeException());
                      return;
                    }
                    heard.add(request);
                    answer.onNext(RenewNodeResponse.getDefaultInstance());
                    answer.onCompleted();
                  }
                })
            .build()
            .start();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  @AfterEach
  void stopMeta() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void shouldNotWaitForTheNextRenewalWhenMetaHasNeverAnswered() throws Exception {
    refusals.set(2);

    try (NodeLease unused = start()) {
      RenewNodeRequest first = heard.poll(1, TimeUnit.MINUTES);

      assertThat(first).isNotNull();
      assertThat(first.getNode().getId()).isEqualTo("node-1");
      assertThat(first.getNode().getAccepting()).isTrue();
      assertThat(first.getTtlMillis()).isEqualTo(10_000);
    }
  }

  @Test
  void shouldEndTheLeaseWhenItIsClosed() throws Exception {
    try (NodeLease lease = start()) {
      assertThat(heard.poll(1, TimeUnit.MINUTES)).isNotNull();
      lease.drain();
      assertThat(heard.take().getNode().getAccepting()).isFalse();
    }

    assertThat(heard.take().getTtlMillis()).isZero();
    assertThat(heard).isEmpty();
  }

  private NodeLease start() {
    return NodeLease.start(
        MetaServiceGrpc.newBlockingStub(channel), CONFIG, "default", 7440, () -> 0);
  }
}
