package dev.weir.bench.weir;

import dev.weir.bench.peer.Answer;
import java.io.IOException;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The Flight SQL door, through Arrow's own client. Not thread-safe. */
public final class FlightDoor implements AutoCloseable {
  private final FlightClient client;
  private final FlightSqlClient sql;
  private final CallOption[] options;

  public FlightDoor(BufferAllocator allocator, int port, String token) {
    client = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", port)).build();
    sql = new FlightSqlClient(client);
    options =
        new CallOption[] {
          new CredentialCallOption(headers -> headers.insert("authorization", "Bearer " + token))
        };
  }

  /** What is done with each batch of an answer; the batch is gone afterwards. */
  public interface BatchReader {
    void read(VectorSchemaRoot batch);
  }

  /** Runs a statement and reads its whole answer. */
  public void execute(String statement, BatchReader reader) throws IOException {
    FlightInfo info = sql.execute(statement, options);
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      try (FlightStream stream = sql.getStream(endpoint.getTicket(), options)) {
        VectorSchemaRoot root = stream.getRoot();
        while (stream.next()) {
          reader.read(root);
        }
      } catch (RuntimeException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IOException(failure);
      }
    }
  }

  /** The whole answer as values. */
  public Answer answer(String statement) throws IOException {
    Answer answer = new Answer();
    execute(statement, answer::add);
    return answer;
  }

  @Override
  public void close() throws Exception {
    sql.close();
    client.close();
  }
}
