package dev.weir.engine.flight;

import com.sun.management.OperatingSystemMXBean;
import dev.weir.contracts.config.FlightConfig;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Locale;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.auth2.BearerCredentialWriter;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;

/**
 * Measures how fast a large result comes through the door, and how much memory it takes on the way.
 * Run by hand: {@code main}.
 */
final class FlightThroughput {
  private static final String SQL =
      "SELECT range AS id, range * 1.5::DOUBLE AS amount, 'customer ' || (range % 1000) AS name"
          + " FROM range(10000000)";
  private static final int RUNS = 4;

  private FlightThroughput() {}

  public static void main(String[] args) throws Exception {
    try (TestingNode node = new TestingNode(Files.createTempDirectory("throughput"));
        RootAllocator allocator = new RootAllocator();
        FlightSqlDoor door =
            FlightSqlDoor.start(
                FlightConfig.defaults(0),
                node.gateway(),
                new MetaRelationCatalog(
                    new MetaClient(node.warehouse().meta().stub()),
                    new MetadataCache(node.warehouse().io(), 1 << 20)),
                token -> TestingEngine.ADA,
                node.node().allocator(),
                "0-test");
        FlightSqlClient client =
            new FlightSqlClient(
                FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", door.port()))
                    .build())) {
      for (int run = 0; run < RUNS; run++) {
        measure(node, client);
      }
    }
  }

  /** Of the whole process: tells the cost apart from a machine that is busy with other things. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static void measure(TestingNode node, FlightSqlClient client) throws Exception {
    CallOption token = new CredentialCallOption(new BearerCredentialWriter("x"));
    long started = System.nanoTime();
    long cpuStarted = cpuNanos();
    long rows = 0;
    long bytes = 0;
    long peak = 0;
    FlightInfo info = client.execute(SQL, token);
    try (FlightStream stream =
        client.getStream(info.getEndpoints().getFirst().getTicket(), token)) {
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
        for (FieldVector vector : stream.getRoot().getFieldVectors()) {
          bytes += vector.getBufferSize();
        }
        peak = Math.max(peak, node.node().allocator().getAllocatedMemory());
      }
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %,d MB in %.2f s: %.0f MB/s; %.2f CPU s of both ends and the engine;"
            + " at most %,d MB of Arrow in the server%n",
        rows,
        bytes / 1_000_000,
        seconds,
        bytes / 1e6 / seconds,
        (cpuNanos() - cpuStarted) / 1e9,
        peak / 1_000_000);
  }
}
