package dev.weir.operator.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** When a certificate is renewed: when a third of its time is left. Pure. */
public final class Renewal {
  private Renewal() {}

  /** Whether it is time for the next one. */
  public static boolean isDue(X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    return Duration.between(now, end).multipliedBy(3).compareTo(Duration.between(begin, end)) < 0;
  }

  /** Whether it is good now. */
  public static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && now.isBefore(certificate.getNotAfter().toInstant());
  }
}
