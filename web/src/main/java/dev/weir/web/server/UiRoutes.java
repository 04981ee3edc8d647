package dev.weir.web.server;

import dev.weir.web.ui.UiFile;
import dev.weir.web.ui.UiFiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Serves the app's files, and puts the security headers on every answer of the process. */
@Singleton
public class UiRoutes {
  private static final String FOLDER = "META-INF/resources";

  /** Everything that is not a door of its own. */
  private static final String APP_PATHS = "^/(?!(?:api|iceberg|q|health|healthz|metrics)(?:/|$)).*";

  // Before every route of Quarkus, its own static files included.
  private static final int ORDER_HEADERS = -20_000;
  private static final int ORDER_APP = -10_000;

  /** Ant Design and the grid write style elements; scripts come from files only. */
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
          + " blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src"
          + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

  private final UiFiles files = new UiFiles(UiRoutes.class.getClassLoader(), FOLDER);

  /** Whether the app is in this build; without it nothing answers at its paths. */
  public static boolean isPackaged() {
    return UiRoutes.class.getClassLoader().getResource(FOLDER + "/index.html") != null;
  }

  void register(@Observes Router router) {
    router.route().order(ORDER_HEADERS).handler(UiRoutes::secure);
    router
        .routeWithRegex(APP_PATHS)
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .order(ORDER_APP)
        .blockingHandler(this::serve, false);
  }

  private static void secure(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Content-Security-Policy", DATA_POLICY);
    context.next();
  }

  private void serve(RoutingContext context) {
    String accept = header(context, HttpHeaders.ACCEPT);
    Optional<UiFile> found =
        files.find(
            context.normalizedPath(),
            header(context, HttpHeaders.ACCEPT_ENCODING),
            accept.contains("text/html"));
    if (found.isEmpty()) {
      context.next();
      return;
    }
    send(context, found.get());
  }

  private static void send(RoutingContext context, UiFile file) {
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, file.contentType())
        .putHeader(HttpHeaders.VARY, "Accept-Encoding")
        .putHeader(HttpHeaders.ETAG, file.entityTag())
        .putHeader(
            HttpHeaders.CACHE_CONTROL,
            file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.page()) {
      response.putHeader("Content-Security-Policy", PAGE_POLICY);
    }
    if (header(context, HttpHeaders.IF_NONE_MATCH).contains(file.entityTag())) {
      response.setStatusCode(304).end();
      return;
    }
    if (file.encoding() != null) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, file.encoding());
    }
    if (context.request().method() == HttpMethod.HEAD) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(file.bytes().length)).end();
      return;
    }
    response.end(Buffer.buffer(file.bytes()));
  }

  private static String header(RoutingContext context, CharSequence name) {
    String value = context.request().getHeader(name);
    return value == null ? "" : value;
  }
}
