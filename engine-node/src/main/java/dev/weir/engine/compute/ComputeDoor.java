package dev.weir.engine.compute;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.gateway.StatementRunner;
import dev.weir.engine.sql.ParsedStatement;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The door of a compute node for gateways, and the lease by which they find it. Thread-safe. */
public final class ComputeDoor implements AutoCloseable {
  /** Statements with long lists of parameters are large. */
  private static final int TASK_BYTES_MAX = 64 << 20;

  private static final long STOP_SECONDS = 2;

  private final ComputeConfig config;
  private final ComputeEndpoint endpoint;
  private final Server server;
  private final NodeLease lease;

  private ComputeDoor(
      ComputeConfig config, ComputeEndpoint endpoint, Server server, NodeLease lease) {
    this.config = config;
    this.endpoint = endpoint;
    this.server = server;
    this.lease = lease;
  }

  /**
   * Listens and takes queries.
   *
   * @param parser of queries
   * @param runner runs them; closed with the door
   * @param meta where the lease is renewed
   * @param token of the parts of the warehouse; asked for with every call
   * @throws WeirException PORT_IN_USE
   */
  public static ComputeDoor open(
      EngineConfig engine,
      ComputeConfig config,
      Function<String, ParsedStatement> parser,
      DuckSessions sessions,
      StatementRunner runner,
      MetaServiceBlockingStub meta,
      Supplier<String> token) {
    ComputeEndpoint endpoint = new ComputeEndpoint(engine, parser, sessions, runner);
    try {
      Server server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(config.listenHost(), config.port()),
                  PartTls.ofServer(config.tls()))
              // A call is handed over at once: nothing that blocks runs here.
              .directExecutor()
              .maxInboundMessageSize(TASK_BYTES_MAX)
              .permitKeepAliveTime(KeepAlive.PERMITTED_EVERY.toSeconds(), TimeUnit.SECONDS)
              .addService(ServerInterceptors.intercept(endpoint, new PartsToken(token)))
              .build()
              .start();
      NodeLease lease =
          NodeLease.start(meta, config, engine.cluster(), server.getPort(), endpoint::running);
      return new ComputeDoor(config, endpoint, server, lease);
    } catch (IOException e) {
      endpoint.close();
      throw new WeirException(
          ErrorCode.PORT_IN_USE,
          "the compute node cannot listen on "
              + config.listenHost()
              + ":"
              + config.port()
              + ": "
              + e.getMessage(),
          "Stop what listens there, or choose another port.",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Queries that the node has taken and not answered to the end. */
  public int running() {
    return endpoint.running();
  }

  /** Takes no more queries, waits for those that run as long as it is configured, and leaves. */
  @Override
  public void close() {
    lease.drain();
    endpoint.drain(config.drainMillisMax());
    lease.close();
    server.shutdown();
    try {
      if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    endpoint.close();
  }
}
