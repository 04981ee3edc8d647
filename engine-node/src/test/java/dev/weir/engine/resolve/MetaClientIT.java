package dev.weir.engine.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.ListRelationsRequest;
import dev.weir.contracts.meta.v1.ListRelationsResponse;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.query.Caller;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetaClientIT {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);

  private static WeirException listFrom(MetaServiceGrpc.MetaServiceImplBase service)
      throws Exception {
    String name = InProcessServerBuilder.generateName();
    Server server = InProcessServerBuilder.forName(name).addService(service).build().start();
    ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    try {
      MetaClient client = new MetaClient(MetaServiceGrpc.newBlockingStub(channel));
      return catchThrowableOfType(WeirException.class, () -> client.listRelations(ADA));
    } finally {
      channel.shutdownNow();
      server.shutdownNow();
    }
  }

  @Test
  void shouldSayWhatMetaSays() throws Exception {
    WeirException failure =
        listFrom(
            new MetaServiceGrpc.MetaServiceImplBase() {
              @Override
              public void listRelations(
                  ListRelationsRequest request, StreamObserver<ListRelationsResponse> out) {
                out.onError(
                    MetaErrors.toStatus(
                        new WeirException(
                            ErrorCode.PERMISSION_DENIED,
                            "ada may not look",
                            "Ask an administrator of „default“: GRANT 100 %.")));
              }
            });

    assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(failure).hasMessage("ada may not look");
    assertThat(failure.hint()).isEqualTo("Ask an administrator of „default“: GRANT 100 %.");
  }

  @Test
  void shouldSayThatMetaFailedWhereItSaysNothing() throws Exception {
    WeirException failure = listFrom(new MetaServiceGrpc.MetaServiceImplBase() {});

    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(failure.getMessage()).startsWith("the catalog failed");
  }
}
