package dev.weir.engine.door;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The gateway's door for parts in other processes. Listens until it is closed. */
public final class QueryDoor implements AutoCloseable {
  /** Beyond every limit of the statements that come in it. */
  private static final int MESSAGE_BYTES_MAX = 64 << 20;

  /** How often a caller may ask whether the gateway still lives. */
  private static final long KEEP_ALIVE_SECONDS = 5;

  private static final long STOP_SECONDS = 5;

  private final Server server;

  private QueryDoor(Server server) {
    this.server = server;
  }

  /**
   * Opens the door.
   *
   * @param token what callers must show
   * @param others further services for parts
   * @throws WeirException PORT_IN_USE
   */
  public static QueryDoor open(
      MetaConfig.Listen listen,
      PartToken token,
      QueryGateway gateway,
      FileUploads uploads,
      BindableService... others) {
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .permitKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .intercept(token.onServer())
            .addService(new QueryDoorService(gateway, uploads));
    for (BindableService other : others) {
      server.addService(other);
    }
    try {
      return new QueryDoor(server.build().start());
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "the door for parts cannot listen on " + listen + ": " + e.getMessage(),
          "Stop what listens there, or choose another port.",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Ends its calls; queries go on. */
  @Override
  public void close() {
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
