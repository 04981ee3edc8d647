package dev.weir.operator.tls;

import dev.weir.contracts.part.PartKeys;
import dev.weir.contracts.part.TlsIdentity;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server shows who it is with. It can be another one from one moment to the next:
 * connections that are there go on, new ones see the new one. Thread-safe.
 */
public final class ServingKey {
  private final AtomicReference<@Nullable TlsIdentity> shown = new AtomicReference<>();

  /** Shows that one from now on. */
  public void use(Credential credential) {
    shown.set(new TlsIdentity(List.of(credential.certificate()), credential.key(), List.of()));
  }

  /** For listeners. A connection before the first {@link #use} fails. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new PartKeys(shown::get)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }
}
