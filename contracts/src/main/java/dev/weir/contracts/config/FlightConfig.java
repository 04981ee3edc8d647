package dev.weir.contracts.config;

/**
 * The Flight SQL door of an engine node.
 *
 * @param host address to listen on
 * @param port to listen on; 0: any free one
 * @param streamsMax results that are sent at once; one more is refused
 * @param preparedMaxPerPrincipal prepared statements that one principal may hold open
 * @param preparedIdleMillis after which a prepared statement that nobody uses is closed
 * @param stalledMillisMax how long a client may take none of a result before its query is cancelled
 * @param messageBytesMax of one message of a client: a statement, or a batch of parameters
 */
public record FlightConfig(
    String host,
    int port,
    int streamsMax,
    int preparedMaxPerPrincipal,
    long preparedIdleMillis,
    long stalledMillisMax,
    int messageBytesMax) {

  /** What suits a laptop, on the loopback address. */
  public static FlightConfig defaults(int port) {
    return new FlightConfig("127.0.0.1", port, 200, 1_000, 3_600_000, 600_000, 64 << 20);
  }

  /** The same on another interface. */
  public FlightConfig withHost(String other) {
    return new FlightConfig(
        other,
        port,
        streamsMax,
        preparedMaxPerPrincipal,
        preparedIdleMillis,
        stalledMillisMax,
        messageBytesMax);
  }
}
