package dev.weir.local.role;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** All addresses of a name, as those of a headless Service are its ready pods. */
final class Addresses {
  private Addresses() {}

  /**
   * @param target {@code host:port}
   * @return asks anew each time, as often as the JVM does; none while the name is unknown
   */
  static Supplier<List<String>> of(String target) {
    String host = hostOf(target);
    String port = target.substring(host.length());
    return () -> {
      try {
        return Arrays.stream(InetAddress.getAllByName(host))
            .map(address -> literal(address.getHostAddress()) + port)
            .sorted()
            .toList();
      } catch (UnknownHostException nobody) {
        return List.of();
      }
    };
  }

  /** The name in {@code host:port}. */
  static String hostOf(String target) {
    return target.substring(0, target.lastIndexOf(':'));
  }

  private static String literal(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
