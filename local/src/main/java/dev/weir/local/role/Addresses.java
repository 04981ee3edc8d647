package dev.weir.local.role;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * All addresses of a name, as those of a headless Service are its ready pods. The name is looked up
 * on threads of its own: the system's resolver may take seconds, and a virtual thread that waits in
 * it keeps a thread of the scheduler from all others, requests that need no name among them. One
 * lookup at a time; the JVM itself keeps what it has found for some seconds. Thread-safe.
 */
final class Addresses implements Supplier<List<String>> {
  /** What was found out before is not trusted: nobody may have asked for hours. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Executor LOOKUPS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("names-", 0).factory());

  private final String host;
  private final String port;
  private CompletableFuture<List<String>> known;
  private CompletableFuture<List<String>> next;
  private long knownNanos;
  private long askedNanos;

  private Addresses(String target) {
    this.host = hostOf(target);
    this.port = target.substring(host.length());
    this.known = lookUp();
    this.next = known;
    this.askedNanos = System.nanoTime();
    this.knownNanos = askedNanos;
  }

  /**
   * @param target {@code host:port}
   */
  static Addresses of(String target) {
    return new Addresses(target);
  }

  /**
   * What is known, which may be some seconds old; waits for a lookup when it is older. None while
   * the name is unknown.
   */
  @Override
  public List<String> get() {
    CompletableFuture<List<String>> answer;
    synchronized (this) {
      long now = System.nanoTime();
      if (next.isDone()) {
        known = next;
        knownNanos = askedNanos;
        next = lookUp();
        askedNanos = now;
      }
      answer = now - knownNanos > STALE_NANOS ? next : known;
    }
    return answer.join();
  }

  private CompletableFuture<List<String>> lookUp() {
    return CompletableFuture.supplyAsync(this::addresses, LOOKUPS);
  }

  private List<String> addresses() {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> literal(address.getHostAddress()) + port)
          .sorted()
          .toList();
    } catch (UnknownHostException nobody) {
      return List.of();
    }
  }

  /** The name in {@code host:port}. */
  static String hostOf(String target) {
    return target.substring(0, target.lastIndexOf(':'));
  }

  private static String literal(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
