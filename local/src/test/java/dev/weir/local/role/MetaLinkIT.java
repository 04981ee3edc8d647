package dev.weir.local.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.MetaPatience;
import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.part.PartToken;
import dev.weir.meta.MetaNode;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaLinkIT {
  private static final PartToken TOKEN = PartToken.of("0123456789abcdef0123456789abcdef");

  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void openStore() {
    store = ObjectStores.open(StorageConfig.folder(folder.resolve("warehouse").toString()));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private MetaNode start(int port) {
    MetaConfig.Peer self = new MetaConfig.Peer("alone", "127.0.0.1", 0);
    return MetaNode.start(
        new MetaConfig(
            self,
            null,
            List.of(self),
            folder.resolve("meta"),
            "warehouse",
            new MetaConfig.Listen("127.0.0.1", port, TOKEN, null),
            MetaConfig.SNAPSHOT_EVERY_ENTRIES_DEFAULT,
            MetaConfig.TIMEOUT_MILLIS_DEFAULT,
            MetaConfig.TIMEOUT_MILLIS_DEFAULT,
            MetaConfig.DISK_RESERVE_BYTES_DEFAULT,
            MetaConfig.Bootstrap.standard("weir_0123456789abcdef0123456789abcdef")),
        store);
  }

  @Test
  void shouldHoldAQuestionUntilTheOnlyMemberIsBack() throws Exception {
    MetaNode before = start(0);
    int port = before.grpcPort().orElseThrow();
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        MetaLink link = MetaLink.to("127.0.0.1:" + port, TOKEN, null)) {
      assertThat(ask(link).getLeaderId()).isNotEmpty();
      before.close();

      Future<MetaStatus> held = thread.submit(() -> ask(link));
      TimeUnit.SECONDS.sleep(3);
      assertThat(held.isDone()).isFalse();

      try (MetaNode after = start(port)) {
        assertThat(held.get(1, TimeUnit.MINUTES).getLeaderId()).isNotEmpty();
        assertThat(after.grpcPort()).contains(port);
      }
    }
  }

  @Test
  void shouldSayWhatIsWrongWhenNobodyComesBack() {
    int port;
    try (MetaNode gone = start(0)) {
      port = gone.grpcPort().orElseThrow();
    }
    try (MetaLink link =
        MetaLink.to("127.0.0.1:" + port, TOKEN, null, new MetaPatience(Duration.ofSeconds(1)))) {
      for (WeirException failure : List.of(failure(() -> ask(link)), failure(() -> change(link)))) {
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure).hasMessage("the catalog did not answer within 1 s");
        assertThat(failure.hint()).contains("a majority of the meta nodes");
      }
    }
  }

  @Test
  void shouldNotSayThatNothingWasDoneWhereThatIsNotKnown() throws Exception {
    CountDownLatch changing = new CountDownLatch(2);
    Server silent = silent(changing);
    String target = "127.0.0.1:" + silent.getPort();
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        MetaLink brief = MetaLink.to(target, TOKEN, null, new MetaPatience(Duration.ofSeconds(1)));
        MetaLink patient = MetaLink.to(target, TOKEN, null)) {
      assertThat(failure(() -> ask(brief)).code()).isEqualTo(ErrorCode.UNAVAILABLE);
      WeirException late = failure(() -> change(brief));
      Future<WeirException> broken = thread.submit(() -> failure(() -> change(patient)));
      assertThat(changing.await(1, TimeUnit.MINUTES)).isTrue();
      silent.shutdownNow();

      for (WeirException unknown : List.of(late, broken.get(1, TimeUnit.MINUTES))) {
        assertThat(unknown.code()).isEqualTo(ErrorCode.COMMIT_STATE_UNKNOWN);
        assertThat(unknown).hasMessageEndingWith("whether it has done PutRole is not known");
        assertThat(unknown.hint()).isEqualTo("Look whether it is done before you try again.");
      }
    } finally {
      silent.shutdownNow();
    }
  }

  /** A server that takes calls and does not answer. */
  private static Server silent(CountDownLatch changing) throws IOException {
    return NettyServerBuilder.forPort(0)
        .addService(
            new MetaServiceGrpc.MetaServiceImplBase() {
              @Override
              public void getStatus(GetStatusRequest request, StreamObserver<MetaStatus> answer) {}

              @Override
              public void putRole(Role request, StreamObserver<Role> answer) {
                changing.countDown();
              }
            })
        .build()
        .start();
  }

  private static WeirException failure(ThrowingCallable call) {
    return MetaErrors.fromStatus(catchThrowableOfType(StatusRuntimeException.class, call));
  }

  private static Role change(MetaLink link) {
    return link.stub().putRole(Role.getDefaultInstance());
  }

  private static MetaStatus ask(MetaLink link) {
    return link.stub().getStatus(GetStatusRequest.getDefaultInstance());
  }
}
