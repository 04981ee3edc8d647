package dev.weir.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodiesTest {
  private static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);

  @Test
  void shouldReadEverythingThatAQueryMayCarry() throws Exception {
    // When
    QueryRequest request =
        submit(
            "{\"sql\":\"SELECT ?\",\"parameters\":[1,2.5,\"x\",true,null,12345678901234567890],"
                + "\"namespace\":\"sales\",\"asOf\":\"2026-01-31T12:00:00Z\","
                + "\"timeoutMillis\":5,\"rowsMax\":7,\"cache\":false,\"origin\":\"CLI\"}");

    // Then
    assertThat(request.parameters())
        .containsExactly(
            1L, new BigDecimal("2.5"), "x", true, null, new BigDecimal("12345678901234567890"));
    assertThat(request.defaultNamespace()).isEqualTo("sales");
    assertThat(request.asOf()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(request.timeoutMillis()).isEqualTo(5);
    assertThat(request.rowsMax()).isEqualTo(7);
    assertThat(request.useCache()).isFalse();
    assertThat(request.origin().kind()).isEqualTo(Origin.Kind.CLI);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "[]",
        "{}",
        "{\"sql\":\"  \"}",
        "{\"sql\":\"SELECT 1\",\"sqll\":1}",
        "{\"sql\":\"SELECT 1\",\"parameters\":[[1]]}",
        "{\"sql\":\"SELECT 1\",\"parameters\":[{}]}",
        "{\"sql\":\"SELECT 1\",\"rowsMax\":-1}",
        "{\"sql\":\"SELECT 1\",\"rowsMax\":\"many\"}",
        "{\"sql\":\"SELECT 1\",\"asOf\":\"yesterday\"}",
        "{\"sql\":\"SELECT 1\",\"origin\":\"DASHBOARD\"}",
      })
  void shouldRefuseWhatIsMalformed(String body) {
    // When / Then
    assertThatThrownBy(() -> submit(body))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(failure.hint()).isNotBlank();
            });
  }

  @Test
  void shouldSayWhereJsonBreaks() {
    // When / Then
    assertThatThrownBy(() -> submit("{\"sql\":\n  oops}"))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void shouldRefuseABodyWithoutEnd() {
    // Given 33 MB
    byte[] huge = new byte[33 << 20];

    // When / Then
    assertThatThrownBy(() -> RequestBodies.read(new ByteArrayInputStream(huge), SubmitQuery.class))
        .isInstanceOfSatisfying(
            WeirException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
  }

  private static QueryRequest submit(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return QueryRequests.of(
        ADA, RequestBodies.read(new ByteArrayInputStream(bytes), SubmitQuery.class));
  }
}
