package dev.weir.operator.e2e;

import dev.weir.contracts.meta.v1.GetStatusRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A port of a pod for other parts, reached inside the pod: past every policy of the network. */
final class PartDoor implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final LocalPortForward forward;

  private PartDoor(LocalPortForward forward) {
    this.forward = forward;
  }

  /** Of the first pod of that component. */
  static PartDoor open(KubernetesClient client, String namespace, String component, int port) {
    Pod pod =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel("app.kubernetes.io/component", component)
            .list()
            .getItems()
            .getFirst();
    return new PartDoor(client.pods().resource(pod).portForward(port));
  }

  /**
   * How a call without the parts' token ends: UNAVAILABLE when the connection is refused, otherwise
   * as whoever listens answers.
   */
  Status.Code call(ChannelCredentials credentials, String name) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", forward.getLocalPort(), credentials)
            .overrideAuthority(name)
            .build();
    try {
      var unused =
          MetaServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .getStatus(GetStatusRequest.getDefaultInstance());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
  }

  @Override
  public void close() throws IOException {
    forward.close();
  }
}
