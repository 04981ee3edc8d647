package dev.weir.local.server;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.contracts.part.TlsFolder;
import dev.weir.local.role.Role;
import java.util.List;
import java.util.Map;

/**
 * HTTP over TLS beside the plain one, for parts and the operator. The framework has settings for
 * it, which must be there before it starts.
 */
final class PartHttps {
  /** How often the files are looked at. A new authority signs nothing for ten minutes. */
  private static final String RELOAD = "60s";

  private static final List<Role> SERVING = List.of(Role.META, Role.WEB);

  private PartHttps() {}

  /** Sets what the role needs, where parts have TLS. */
  static void configure(String role, Map<String, String> environment) {
    // As for a JVM without it: a native library of TLS would have to be unpacked at every start.
    System.setProperty("io.netty.handler.ssl.noOpenSsl", "true");
    if (SERVING.stream().noneMatch(one -> one.name().equalsIgnoreCase(role))
        || !PodEnvironment.TLS_REQUIRED.equals(environment.get(PodEnvironment.TLS))) {
      return;
    }
    String folder = PodEnvironment.TLS_FOLDER + "/";
    System.setProperty("quarkus.tls.key-store.pem.0.cert", folder + TlsFolder.CERTIFICATE);
    System.setProperty("quarkus.tls.key-store.pem.0.key", folder + TlsFolder.KEY);
    System.setProperty("quarkus.tls.reload-period", RELOAD);
    System.setProperty("quarkus.http.ssl-port", String.valueOf(PodEnvironment.HTTPS_PORT));
  }
}
