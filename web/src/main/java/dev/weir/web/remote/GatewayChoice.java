package dev.weir.web.remote;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which of several gateways a principal's queries go to: the same one from every web server,
 * because a query, its result and what was sent for it are known to the gateway that took it.
 * Rendezvous hashing (Thaler, Ravishankar 1998): a gateway that comes or goes moves only its share.
 * Pure.
 */
final class GatewayChoice {
  private GatewayChoice() {}

  /** All of {@code gateways}, the one to ask first in front. */
  static List<String> inOrder(String tenant, String principal, List<String> gateways) {
    return gateways.stream()
        .sorted(
            Comparator.<String>comparingLong(
                    gateway -> weight(tenant + "/" + principal + "@" + gateway))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static long weight(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    // A checksum of similar texts is similar; multiplying spreads it (Knuth's multiplicative hash).
    return (sum.getValue() * 0x9E3779B97F4A7C15L) >>> 1;
  }
}
