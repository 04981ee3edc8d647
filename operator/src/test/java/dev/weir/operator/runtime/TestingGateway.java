package dev.weir.operator.runtime;

import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.gateway.Admission;
import dev.weir.engine.gateway.Cluster;
import dev.weir.engine.gateway.StatementRunner;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.scaling.ClusterWatch;
import dev.weir.engine.scaling.DemandService;
import dev.weir.operator.warehouse.Addresses.HostPort;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The queue of a gateway and what it tells the operator, for real; its queries run as long as the
 * test wants, on no node.
 */
final class TestingGateway implements AutoCloseable {
  private static final int PLACES = 1_000;

  private final Admission admission = new Admission(PLACES, 0);
  private final Deque<Admission.Permit> running = new ArrayDeque<>();
  private final Server server;

  /**
   * @param cluster whose queue it has
   * @param token of the Warehouse's parts, asked for with each call
   * @param tls of the Warehouse's gateways
   */
  TestingGateway(String cluster, Supplier<PartToken> token, PartTls tls) throws IOException {
    Cluster only = new Cluster(cluster, admission, new NoRunner(), () -> 1);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0), PartTls.ofServer(tls))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .intercept(asking(token))
            .addService(new DemandService(new ClusterWatch(() -> List.of(only))))
            .build()
            .start();
  }

  private static ServerInterceptor asking(Supplier<PartToken> token) {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return token.get().onServer().interceptCall(call, headers, next);
      }
    };
  }

  HostPort address() {
    return new HostPort("127.0.0.1", server.getPort());
  }

  /** That many queries run from now on. */
  synchronized void run(int queries) throws InterruptedException {
    while (running.size() < queries) {
      running.push(admission.enter("ada", null, () -> TimeUnit.SECONDS.toNanos(1)));
    }
    while (running.size() > queries) {
      running.pop().close();
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class NoRunner implements StatementRunner {
    @Override
    public void run(StatementTask task, Watcher watcher, BatchSink sink) {
      throw new AssertionError("it runs nothing");
    }

    @Override
    public StatementDescription describe(StatementTask task) {
      throw new AssertionError("it describes nothing");
    }

    @Override
    public void sweep() {}

    @Override
    public void close() {}
  }
}
