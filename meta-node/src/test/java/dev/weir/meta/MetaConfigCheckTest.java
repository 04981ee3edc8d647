package dev.weir.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetaConfigCheckTest {

  @Test
  void shouldTakeTheLaptopsSettings() {
    assertThat(
            MetaConfigCheck.problems(
                MetaConfig.single(Path.of("data"), MetaConfig.Bootstrap.standard(null))))
        .isEmpty();
  }

  @Test
  void shouldTakeANodeThatFoundsAGroupAndOneThatJoins() {
    MetaConfig.Peer self = new MetaConfig.Peer("meta-0", "host", 7000);

    assertThat(MetaConfigCheck.problems(node(self, List.of(self)))).isEmpty();
    assertThat(MetaConfigCheck.problems(node(self, List.of()))).isEmpty();
  }

  @Test
  void shouldRefuseALonelyNodeOfALargerGroup() {
    MetaConfig.Peer self = new MetaConfig.Peer("meta-0", "host", 0);

    assertThat(MetaConfigCheck.problems(node(self, List.of())))
        .containsExactly("a node without a port is the only founder of its group");
  }

  private static MetaConfig node(MetaConfig.Peer self, List<MetaConfig.Peer> founders) {
    MetaConfig laptop = MetaConfig.single(Path.of("data"), MetaConfig.Bootstrap.standard("token"));
    return new MetaConfig(
        self,
        null,
        founders,
        laptop.dataFolder(),
        laptop.warehouseFolder(),
        null,
        laptop.snapshotEveryEntries(),
        laptop.writeTimeoutMillis(),
        laptop.readTimeoutMillis(),
        laptop.diskReserveBytes(),
        laptop.bootstrap());
  }

  @Test
  void shouldListEveryProblem() {
    MetaConfig config =
        new MetaConfig(
            new MetaConfig.Peer("other", "127.0.0.1", 7),
            null,
            List.of(
                new MetaConfig.Peer("a", "127.0.0.1", 0), new MetaConfig.Peer("a", "127.0.0.1", 1)),
            Path.of("data"),
            "/warehouse",
            null,
            0,
            1,
            0,
            -1,
            MetaConfig.Bootstrap.standard(null));

    assertThat(MetaConfigCheck.problems(config)).hasSize(9);
    assertThatThrownBy(() -> MetaConfigCheck.require(config))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void shouldNotPrintTheToken() {
    assertThat(
            MetaConfig.single(Path.of("data"), MetaConfig.Bootstrap.standard("weir_secret"))
                .toString())
        .doesNotContain("weir_secret");
  }
}
