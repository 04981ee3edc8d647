package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.DatabaseConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.WebNode;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What probes are told when a part does not work. */
class BrokenPartsIT {
  @TempDir Path temp;

  @Test
  void shouldNameThePartThatDoesNotWork() throws Exception {
    try (TestingLocal local = new TestingLocal(temp.resolve("data"))) {
      // Given
      LocalNode node = local.node();
      WebNode web =
          WebNode.start(
              WebConfig.standard(DatabaseConfig.onDisk(temp.resolve("db")), "http://127.0.0.1"),
              new WebNode.Ports(
                  node.engine().gateway(),
                  node.authenticator(),
                  node.meta(),
                  () -> node.metaNode().catalog("default")));
      Parts parts = new Parts(node, web);
      HealthzResource healthz = new HealthzResource(parts);
      PartsCheck ready = new PartsCheck(parts);
      assertThat(healthz.read().getStatus()).isEqualTo(200);
      assertThat(ready.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);

      // When
      web.close();

      // Then
      assertThatThrownBy(healthz::read)
          .isInstanceOfSatisfying(
              WeirException.class,
              broken -> {
                assertThat(broken.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(broken.getMessage()).isEqualTo("Weir is not ready: metadata DB.");
                assertThat(broken.hint()).isNotBlank();
              });
      HealthCheckResponse down = ready.call();
      assertThat(down.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
      assertThat(down.getData().orElseThrow())
          .isEqualTo(Map.of("meta", true, "metadata DB", false, "Flight SQL", true));
      assertThat(new StatusResource(parts).status().ready()).isFalse();
    }
  }
}
