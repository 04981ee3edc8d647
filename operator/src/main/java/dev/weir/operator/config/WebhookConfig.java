package dev.weir.operator.config;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the API server asks before it stores a resource.
 *
 * @param host that is listened on, {@code 0.0.0.0} in a pod
 * @param port that is listened on
 * @param url by which the API server reaches it, without a path; null: by the Service {@code
 *     weir-operator} in the operator's namespace
 */
public record WebhookConfig(String host, int port, @Nullable URI url) {
  /** That the operator's container listens on for the API server. */
  public static final int PORT_DEFAULT = 7443;

  /** {@link #host}. */
  public static final String HOST = "WEIR_WEBHOOK_HOST";

  /** {@link #port}; empty or absent: there is no webhook. */
  public static final String PORT = "WEIR_WEBHOOK_PORT";

  /** {@link #url}, for an operator that runs outside of the cluster. */
  public static final String URL = "WEIR_WEBHOOK_URL";

  private static final String HOST_DEFAULT = "0.0.0.0";
  private static final int PORT_MAX = 65_535;

  /**
   * As the environment of the process says.
   *
   * @throws WeirException INVALID_CONFIGURATION
   */
  static @Nullable WebhookConfig of(Map<String, String> environment) {
    String port = environment.getOrDefault(PORT, "").strip();
    if (port.isEmpty()) {
      return null;
    }
    String url = environment.getOrDefault(URL, "").strip();
    return new WebhookConfig(
        environment.getOrDefault(HOST, HOST_DEFAULT), port(port), url.isEmpty() ? null : url(url));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // As if it were too large.
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        PORT + " is \"" + text + "\"",
        "give a port from 1 to " + PORT_MAX + ", for example " + PORT_DEFAULT);
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      if ("https".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // As if it were another scheme.
    }
    throw new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        URL + " is \"" + text + "\"",
        "give one that begins with https, for example https://192.0.2.7:" + PORT_DEFAULT);
  }
}
