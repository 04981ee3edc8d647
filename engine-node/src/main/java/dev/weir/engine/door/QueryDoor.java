package dev.weir.engine.door;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryGateway;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The gateway's door for parts in other processes. Listens until it is closed. */
public final class QueryDoor implements AutoCloseable {
  /** Beyond every limit of the statements that come in it. */
  private static final int MESSAGE_BYTES_MAX = 64 << 20;

  private static final long STOP_SECONDS = 5;

  private static final long POLL_MILLIS = 50;

  private final Server server;
  private final QueryDoorService queries;

  private QueryDoor(Server server, QueryDoorService queries) {
    this.server = server;
    this.queries = queries;
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
    QueryDoorService queries = new QueryDoorService(gateway, uploads);
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(listen.host(), listen.port()), PartTls.ofServer(listen.tls()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(MESSAGE_BYTES_MAX)
            .permitKeepAliveTime(KeepAlive.PERMITTED_EVERY.toSeconds(), TimeUnit.SECONDS)
            .intercept(token.onServer())
            .addService(queries);
    for (BindableService other : others) {
      server.addService(other);
    }
    try {
      return new QueryDoor(server.build().start(), queries);
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

  /**
   * Refuses queries and files from now on, and returns when none runs or comes any more and nobody
   * asks about those that ran. A call about a query that was taken is answered meanwhile.
   *
   * @param running how many queries run or wait, whichever door they came by
   * @param quiet who has a query asks about it again within this time, or has what is wanted
   * @param max after which it returns in any case
   * @return whether nothing is left to do
   */
  public boolean drain(IntSupplier running, Duration quiet, Duration max) {
    queries.leave();
    long deadline = System.nanoTime() + max.toNanos();
    try {
      while (running.getAsInt() > 0 || !queries.isQuiet(quiet.toNanos())) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
