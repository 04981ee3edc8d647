package dev.weir.meta;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.contracts.meta.v1.AuthenticateRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.query.Caller;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.meta.rest.RestRequest;
import dev.weir.meta.rest.RestResponse;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.iceberg.rest.RESTCatalog;

/** A node's Iceberg REST catalog over real HTTP, with its tokens. */
public final class TestingIcebergServer implements AutoCloseable {
  private final MetaNode node;
  private final HttpServer server;

  private TestingIcebergServer(MetaNode node, HttpServer server) {
    this.node = node;
    this.server = server;
  }

  public static TestingIcebergServer start(MetaNode node) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestingIcebergServer testing = new TestingIcebergServer(node, server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/iceberg/", testing::handle);
    server.start();
    return testing;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/iceberg");
  }

  /** Iceberg's own client. */
  public RESTCatalog catalog(String token) {
    return catalog(token, Map.of());
  }

  public RESTCatalog catalog(String token, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("uri", uri().toString());
    properties.put("token", token);
    properties.putIfAbsent("io-impl", "dev.weir.storage.iceberg.ObjectStoreFileIO");
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("weir", properties);
    return catalog;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      RestResponse response = respond(exchange);
      response.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 || head ? -1 : length);
      if (length > 0 && !head) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(response.body());
        }
      }
    }
  }

  private RestResponse respond(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    Principal principal;
    try {
      String bearer = headers.getOrDefault("Authorization", "");
      principal =
          MetaServiceGrpc.newBlockingStub(node.inProcessChannel())
              .authenticate(
                  AuthenticateRequest.newBuilder()
                      .setToken(bearer.replaceFirst("^Bearer ", ""))
                      .build());
    } catch (StatusRuntimeException e) {
      return IcebergRestRouter.failure(401, "NotAuthorizedException", "no such token");
    }
    URI uri = exchange.getRequestURI();
    return node.icebergRest()
        .handle(
            new RestRequest(
                exchange.getRequestMethod(),
                uri.getRawPath().substring("/iceberg/".length()),
                query(uri),
                headers,
                exchange.getRequestBody().readAllBytes(),
                new Caller(
                    principal.getTenant(),
                    principal.getName(),
                    principal.getDisplayName(),
                    principal.getRolesList(),
                    principal.getAdmin())));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
