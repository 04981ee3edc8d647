package dev.weir.local.role;

import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.TlsFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.iceberg.rest.auth.TLSConfigurer;
import org.jspecify.annotations.Nullable;

/** TLS of a part for Iceberg's REST client, which makes it by its name. For one thread. */
public final class PartTlsConfigurer implements TLSConfigurer {
  /** The client's property with the name of this class. */
  static final String PROPERTY = "rest.client.tls.configurer-impl";

  /** The client's property with the folder of {@link TlsFolder}. */
  static final String FOLDER = "weir.tls.folder";

  private @Nullable PartTls tls;

  @Override
  public void initialize(Map<String, String> properties) {
    tls = new PartTls(TlsFolder.open(Path.of(properties.get(FOLDER))));
  }

  @Override
  public SSLContext sslContext() {
    return Objects.requireNonNull(tls).context();
  }
}
