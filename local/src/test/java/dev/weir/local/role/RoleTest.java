package dev.weir.local.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RoleTest {

  @ParameterizedTest
  @CsvSource({
    "META, /iceberg/v1/config, true",
    "META, /api/v1/queries, false",
    "META, /, false",
    "META, /assets/index.js, false",
    "GATEWAY, /api/v1/queries, false",
    "GATEWAY, /iceberg/v1/config, false",
    "COMPUTE, /, false",
    "WEB, /, true",
    "WEB, /api/v1/queries, true",
    "WEB, /api/v1/resources, false",
    "WEB, /api/v1/resources/Table/default/t, false",
    "WEB, /api/v1/resourceschemas, true",
    "WEB, /iceberg/v1/config, false",
    "ALL, /api/v1/resources, true",
    "ALL, /iceberg/v1/config, true",
  })
  void shouldServeTheDoorsOfItsParts(Role role, String path, boolean serves) {
    assertThat(role.serves(path)).isEqualTo(serves);
  }

  @ParameterizedTest
  @EnumSource
  void shouldAlwaysServeProbesAndMetrics(Role role) {
    assertThat(role.serves("/health/ready")).isTrue();
    assertThat(role.serves("/health")).isTrue();
    assertThat(role.serves("/healthz")).isTrue();
    assertThat(role.serves("/metrics")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, true, true",
    "META, true, false",
    "GATEWAY, false, true",
    "COMPUTE, false, true",
    "WEB, false, false",
  })
  void shouldHaveTheNativeLibrariesOfItsPartsOnly(Role role, boolean meta, boolean sql) {
    assertThat(role.hasMeta()).isEqualTo(meta);
    assertThat(role.hasSql()).isEqualTo(sql);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeNamedInAnyCase(Role role) {
    assertThat(Role.of(role.name().toLowerCase(Locale.ROOT))).isEqualTo(role);
  }

  @Test
  void shouldNameTheRolesThatThereAre() {
    assertThatThrownBy(() -> Role.of("mta"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e).hasMessageContaining("'mta'");
              assertThat(e.hint()).contains("all", "meta", "gateway", "compute", "web");
            });
  }
}
