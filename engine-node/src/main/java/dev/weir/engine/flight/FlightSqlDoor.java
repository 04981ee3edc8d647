package dev.weir.engine.flight;

import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Authenticator;
import dev.weir.engine.gateway.EngineGateway;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The Flight SQL server of a node. Every call carries a token; results stream from the SQL engine
 * to the client without being kept. Thread-safe.
 */
public final class FlightSqlDoor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FlightSqlDoor.class.getName());
  private static final long CLOSE_MILLIS = 5_000;

  private final FlightServer server;
  private final ExecutorService calls;
  private final ExecutorService streams;
  private final BufferAllocator allocator;

  private FlightSqlDoor(
      FlightServer server,
      ExecutorService calls,
      ExecutorService streams,
      BufferAllocator allocator) {
    this.server = server;
    this.calls = calls;
    this.streams = streams;
    this.allocator = allocator;
  }

  /**
   * Listens.
   *
   * @param catalog for the metadata calls
   * @param authenticator of every call
   * @param parent allocator of the engine, so that its batches can be handed on without a copy
   * @param version of Weir, for clients that ask
   * @throws WeirException PORT_IN_USE
   */
  public static FlightSqlDoor start(
      FlightConfig config,
      EngineGateway gateway,
      RelationCatalog catalog,
      Authenticator authenticator,
      BufferAllocator parent,
      String version)
      throws IOException {
    BufferAllocator allocator = parent.newChildAllocator("flight", 0, Long.MAX_VALUE);
    ExecutorService calls = threads("flight-call-");
    // As many threads as there are streams, and those are counted when they begin.
    ExecutorService streams = threads("flight-stream-");
    StatementCalls statements = new StatementCalls(config, gateway, allocator, streams);
    SqlProducer producer =
        new SqlProducer(statements, new CatalogCalls(catalog), ServerInfo.of(version), allocator);
    FlightServer server =
        FlightServer.builder()
            .allocator(allocator)
            .location(Location.forGrpcInsecure(config.host(), config.port()))
            .producer(new TranslatingProducer(producer))
            .middleware(CallerMiddleware.KEY, new CallerMiddleware.Factory(authenticator))
            .middleware(SessionMiddleware.KEY, new SessionMiddleware.Factory())
            .maxInboundMessageSize(config.messageBytesMax())
            .executor(calls)
            .build();
    FlightSqlDoor door = new FlightSqlDoor(server, calls, streams, allocator);
    try {
      server.start();
      return door;
    } catch (IOException failure) {
      calls.shutdownNow();
      streams.shutdownNow();
      allocator.close();
      if (isPortTaken(failure)) {
        throw portInUse(config, failure);
      }
      throw failure;
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Stops listening; what is being sent goes on. Clients connect anew, elsewhere. */
  public void leave() {
    server.shutdown();
  }

  /** Ends what is being sent and stops listening. */
  @Override
  public void close() {
    leave();
    streams.shutdownNow();
    try {
      if (!server.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        server.close();
      }
      // A call that the client takes for ended may still give back its buffers.
      calls.shutdown();
      boolean ended = calls.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      ended &= streams.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
      if (!ended) {
        LOG.log(System.Logger.Level.WARNING, "flight.close calls are cut off");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    allocator.close();
  }

  private static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static WeirException portInUse(FlightConfig config, IOException cause) {
    return new WeirException(
        ErrorCode.PORT_IN_USE,
        "Port " + config.port() + " of " + config.host() + " is taken.",
        "Stop what listens there, or choose another with --port.",
        cause);
  }
}
