package dev.weir.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.resolve.Pin;
import dev.weir.engine.resolve.Resolution;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskMessagesTest {
  private static final Caller ADA =
      new Caller("house", "ada", "Ada Ç", List.of("analyst", "writer"), true);

  private static QueryContext sent(QueryRequest request) {
    Instant now = Instant.now();
    QueryContext context = new QueryContext("q-1", request, now, now.plusSeconds(60));
    Resolution nothing = new Resolution(Map.of(), Pin.at(request.asOf()));
    return TaskMessages.context(TaskMessages.message(new StatementTask(context, null, nothing, 3)));
  }

  @Test
  void shouldBringEverythingThatAnAnswerDependsOn() {
    List<@Nullable Object> parameters =
        Arrays.asList(
            null,
            "té'xt",
            -7L,
            Long.MIN_VALUE,
            1.5,
            Double.NaN,
            -0.0,
            new BigDecimal("12.3400"),
            true,
            LocalDate.of(2026, 1, 31),
            LocalDateTime.of(2026, 1, 31, 12, 0, 0, 123_456_000),
            Instant.parse("2026-01-31T12:00:00.000001Z"));
    QueryRequest request =
        new QueryRequest(
            ADA,
            "SELECT ?",
            parameters,
            List.of(
                new TableFilter(
                    "s.t", "c", TableFilter.Operator.IN, Arrays.asList("a", null, 2L, 0.5))),
            "sales",
            Origin.of(Origin.Kind.CONSOLE),
            "big",
            Instant.ofEpochMilli(1_234_567),
            0,
            5,
            true);

    QueryContext received = sent(request);

    assertThat(received.queryId()).isEqualTo("q-1");
    assertThat(received.caller()).isEqualTo(ADA);
    assertThat(received.request().sql()).isEqualTo("SELECT ?");
    assertThat(received.request().parameters()).isEqualTo(parameters);
    assertThat(received.request().filters()).isEqualTo(request.filters());
    assertThat(received.defaultNamespace()).isEqualTo("sales");
    assertThat(received.request().asOf()).isEqualTo(request.asOf());
    assertThat(received.deadline()).isAfter(Instant.now());
  }

  @Test
  void shouldBringBytesAndWhatIsLeftOut() {
    QueryRequest plain = QueryRequest.of(ADA, "SELECT ?", Origin.of(Origin.Kind.CONSOLE));
    QueryRequest bytes =
        new QueryRequest(
            ADA,
            "SELECT ?",
            List.of(new byte[] {0, -1, 7}),
            List.of(),
            null,
            plain.origin(),
            null,
            null,
            0,
            0,
            true);

    QueryContext received = sent(bytes);

    assertThat((byte[]) received.request().parameters().getFirst()).containsExactly(0, -1, 7);
    assertThat(received.defaultNamespace()).isEqualTo("default");
    assertThat(received.request().asOf()).isNull();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void shouldBringFailuresWhole(ErrorCode code) {
    WeirException failure =
        new WeirException(
            code, "there is no column „ä“", "Did you mean b?", new SourcePosition(2, 7, 3), null);

    WeirException received = TaskMessages.failure(TaskMessages.message(failure));

    assertThat(received.code()).isEqualTo(code);
    assertThat(received).hasMessage(failure.getMessage());
    assertThat(received.hint()).isEqualTo("Did you mean b?");
    assertThat(received.position()).isEqualTo(new SourcePosition(2, 7, 3));
    WeirException plain =
        TaskMessages.failure(TaskMessages.message(new WeirException(code, "no more is known")));
    assertThat(plain.hint()).isNull();
    assertThat(plain.position()).isNull();
  }
}
