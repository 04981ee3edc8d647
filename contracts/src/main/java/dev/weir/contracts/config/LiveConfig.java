package dev.weir.contracts.config;

/**
 * What live sockets may use.
 *
 * @param socketsMax open at once, of all users; one more is refused
 * @param socketsOfUserMax open at once of one user
 * @param messagesWaitingMax of one socket that are not answered yet; one more closes it
 * @param pingEveryMillis after so much silence a client is asked for a sign of life, and closed
 *     after three times as much
 */
public record LiveConfig(
    int socketsMax, int socketsOfUserMax, int messagesWaitingMax, long pingEveryMillis) {

  /** What it is when nothing else is said. */
  public static LiveConfig standard() {
    return new LiveConfig(1_000, 20, 64, 30_000);
  }
}
