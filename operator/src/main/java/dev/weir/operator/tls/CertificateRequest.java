package dev.weir.operator.tls;

import java.time.Duration;
import java.util.Set;

/**
 * What a certificate shall be good for.
 *
 * @param name of its holder, for people
 * @param usage at which end of a connection
 * @param dnsNames under which it is reached
 * @param addresses under which it is reached, IPv4 or IPv6
 * @param lifetime from now; it ends with its authority at the latest
 */
public record CertificateRequest(
    String name, Usage usage, Set<String> dnsNames, Set<String> addresses, Duration lifetime) {

  /** An end of a connection. */
  public enum Usage {
    /** It is connected to. */
    SERVER,
    /** It connects. */
    CLIENT,
    /** Both, as parts that talk to their like. */
    PEER
  }

  /** Defensive copies of the sets. */
  public CertificateRequest {
    dnsNames = Set.copyOf(dnsNames);
    addresses = Set.copyOf(addresses);
  }
}
