package dev.weir.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.contracts.config.StorageConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a bucket is named. A proxy sees that, whatever names this machine can resolve. */
class PathStyleIT {
  private final ProxySelector before = ProxySelector.getDefault();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    proxy.start();
    ProxySelector.setDefault(ProxySelector.of(proxy.getAddress()));
  }

  @AfterEach
  void stop() {
    ProxySelector.setDefault(before);
    proxy.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "http://s3.example:9000,true,s3.example:9000/ware/a/key",
    "http://s3.example:9000,false,ware.s3.example:9000/a/key",
    "http://s3.eu-west-1.amazonaws.com,true,s3.eu-west-1.amazonaws.com/ware/a/key",
    "http://s3.eu-west-1.amazonaws.com,false,ware.s3.eu-west-1.amazonaws.com/a/key",
  })
  void shouldNameTheBucketWhereItIsSaid(String endpoint, boolean pathStyle, String expected)
      throws IOException {
    StorageConfig.S3 config =
        StorageConfig.S3.of(endpoint, "eu-west-1", "ware", "a", pathStyle, "env:TEST");
    Map<String, String> keys =
        Map.of("TEST_ACCESS_KEY_ID", "someone", "TEST_SECRET_ACCESS_KEY", "a-secret-of-theirs");

    try (S3ObjectStore store = S3ObjectStore.open(config, keys)) {
      assertThat(store.head("key")).isEmpty();
    }

    assertThat(asked).first().isEqualTo(expected);
  }
}
