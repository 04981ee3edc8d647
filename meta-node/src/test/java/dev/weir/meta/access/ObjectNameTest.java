package dev.weir.meta.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {

  @Test
  void shouldReadLevelsAndQuotedLevels() {
    assertThat(ObjectName.parse("*").levels()).isEmpty();
    assertThat(ObjectName.parse("sales").levels()).containsExactly("sales");
    assertThat(ObjectName.parse("sales.\"a.b\".\"say \"\"hi\"\"\"").levels())
        .containsExactly("sales", "a.b", "say \"hi\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\"a", "\"a\"b", "a\"b", "\"\""})
  void shouldRefuseWhatIsNoName(String text) {
    assertThatThrownBy(() -> ObjectName.parse(text))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }

  @Test
  void shouldCoverItselfAndWhatIsBelow() {
    ObjectName sales = ObjectName.parse("sales");

    assertThat(sales.covers(List.of("sales"))).isTrue();
    assertThat(sales.covers(List.of("sales", "eu", "orders"))).isTrue();
    assertThat(sales.covers(List.of("salesforce"))).isFalse();
    assertThat(ObjectName.parse("*").covers(List.of("any", "thing"))).isTrue();
  }

  @Test
  void shouldNotTakeADotInANameForALevel() {
    // Given a grant on table c of namespace a.b, two levels
    ObjectName twoLevels = ObjectName.parse("a.b.c");

    // Then a table of one namespace whose name holds a dot is another one
    assertThat(twoLevels.covers(List.of("a", "b", "c"))).isTrue();
    assertThat(twoLevels.covers(List.of("a", "b.c"))).isFalse();
    assertThat(ObjectName.parse("a.\"b.c\"").covers(List.of("a", "b.c"))).isTrue();
  }

  @Test
  void shouldMakeTheNamespacesAroundItVisible() {
    ObjectName table = ObjectName.parse("sales.eu.orders");

    assertThat(table.liesIn(List.of("sales"))).isTrue();
    assertThat(table.liesIn(List.of("sales", "eu"))).isTrue();
    assertThat(table.liesIn(List.of("sales", "us"))).isFalse();
    assertThat(table.liesIn(List.of("sales", "eu", "orders"))).isFalse();
  }
}
