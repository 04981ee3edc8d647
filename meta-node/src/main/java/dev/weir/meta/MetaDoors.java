package dev.weir.meta;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import dev.weir.meta.service.MetaServiceEndpoint;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The two gRPC doors of MetaService: in this process always, on the network when configured. */
final class MetaDoors implements AutoCloseable {
  private static final long STOP_SECONDS = 5;

  private final Server local;
  private final ManagedChannel channel;
  private final @Nullable Server network;

  private MetaDoors(Server local, ManagedChannel channel, @Nullable Server network) {
    this.local = local;
    this.channel = channel;
    this.network = network;
  }

  static MetaDoors open(MetaConfig config, MetaServiceEndpoint service) {
    String name = InProcessServerBuilder.generateName();
    try {
      // In process a call runs on its caller's thread: no hand-over, no pool to size.
      Server local =
          InProcessServerBuilder.forName(name).directExecutor().addService(service).build().start();
      ManagedChannel channel = InProcessChannelBuilder.forName(name).directExecutor().build();
      return new MetaDoors(local, channel, listen(config.listen(), service));
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "the meta service cannot listen on " + config.listen() + ": " + e.getMessage(),
          "Stop what listens there, or choose another port.",
          e);
    }
  }

  private static @Nullable Server listen(
      MetaConfig.@Nullable Listen listen, MetaServiceEndpoint service) throws IOException {
    if (listen == null) {
      return null;
    }
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(listen.host(), listen.port()), PartTls.ofServer(listen.tls()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .permitKeepAliveTime(KeepAlive.PERMITTED_EVERY.toSeconds(), TimeUnit.SECONDS)
            .addService(service);
    if (listen.token() != null) {
      server.intercept(listen.token().onServer());
    }
    return server.build().start();
  }

  ManagedChannel inProcessChannel() {
    return channel;
  }

  Optional<Integer> port() {
    return network == null ? Optional.empty() : Optional.of(network.getPort());
  }

  @Override
  public void close() {
    channel.shutdown();
    stop(local);
    if (network != null) {
      stop(network);
    }
  }

  private static void stop(Server server) {
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
