package dev.weir.engine.flight;

import dev.weir.contracts.config.FlightConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A Flight SQL door on a free port, with one token for each of two principals. */
final class TestingDoor implements AutoCloseable {
  static final String ADA = "token-of-ada";
  static final String BOB = "token-of-bob";

  private static final Authenticator TOKENS =
      token ->
          switch (token) {
            case ADA -> new Caller("default", "ada", "Ada", List.of(), true);
            case BOB -> new Caller("default", "bob", "Bob", List.of(), false);
            default ->
                throw new WeirException(ErrorCode.UNAUTHENTICATED, "The token is unknown.", "No.");
          };

  private final BufferAllocator allocator = new RootAllocator();
  private final TestingGateway gateway;
  private final FlightSqlDoor door;

  TestingDoor() throws Exception {
    this(FlightConfig.defaults(0));
  }

  TestingDoor(FlightConfig config) throws Exception {
    gateway = new TestingGateway(allocator);
    door = FlightSqlDoor.start(config, gateway, new TestingCatalog(), TOKENS, allocator, "0-test");
  }

  TestingGateway gateway() {
    return gateway;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  int port() {
    return door.port();
  }

  Connection connect() throws SQLException {
    return connect("token=" + ADA);
  }

  Connection connect(String properties) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:" + port() + "/?useEncryption=false&" + properties);
  }

  @Override
  public void close() throws Exception {
    door.close();
    gateway.close();
    // Fails when a buffer has not been given back.
    allocator.close();
  }
}
