package dev.weir.engine.scaling;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * The gateway's door for KEDA, which can show no token: it tells how many queries run and wait, and
 * nothing else. Listens until it is closed.
 */
public final class ScalerDoor implements AutoCloseable {
  private static final int MESSAGE_BYTES_MAX = 64 << 10;

  private final Server server;

  private ScalerDoor(Server server) {
    this.server = server;
  }

  /**
   * Opens the door.
   *
   * @throws WeirException PORT_IN_USE
   */
  public static ScalerDoor open(MetaConfig.Listen listen, ClusterWatch watch) {
    try {
      return new ScalerDoor(
          NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .maxInboundMessageSize(MESSAGE_BYTES_MAX)
              .addService(new ScalerService(watch))
              .build()
              .start());
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "the door for KEDA cannot listen on " + listen + ": " + e.getMessage(),
          "Stop what listens there, or choose another port.",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** At once: its clients ask again elsewhere. */
  @Override
  public void close() {
    server.shutdownNow();
  }
}
