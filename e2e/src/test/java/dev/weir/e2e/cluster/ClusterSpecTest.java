package dev.weir.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSpecTest {
  private static final Path PARENT = Path.of("/tmp/clusters");

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "-a", "a-", "a/b", "..", "a23456789012345678901"})
  void shouldRefuseNamesThatCannotBePartOfOthers(String name) {
    assertRefused(() -> new ClusterSpec(name, PARENT, 1, List.of()), "cannot be called");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "lab-2", "a2345678901234567890"})
  void shouldTakeOtherNames(String name) {
    assertThat(new ClusterSpec(name, PARENT, 1, List.of()).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10})
  void shouldRefuseNumbersOfNodesThatDoNotFitTheNetwork(int nodes) {
    assertRefused(() -> new ClusterSpec("lab", PARENT, nodes, List.of()), "not possible");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run/clusters", "/var/lib/clusters", "/tmp/../var/log"})
  void shouldRefuseFoldersThatANodeCannotSee(String parent) {
    assertRefused(() -> new ClusterSpec("lab", Path.of(parent), 1, List.of()), "cannot live in");
  }

  @Test
  void shouldMakeTheFolderAbsolute() {
    assertThat(new ClusterSpec("lab", Path.of("clusters"), 0, List.of()).parent())
        .isEqualTo(Path.of("clusters").toAbsolutePath());
  }

  private static void assertRefused(Runnable action, String reason) {
    assertThatThrownBy(action::run)
        .hasMessageContaining(reason)
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(e.hint()).isNotBlank();
            });
  }
}
