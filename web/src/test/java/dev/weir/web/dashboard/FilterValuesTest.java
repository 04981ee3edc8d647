package dev.weir.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.TableFilter;
import dev.weir.contracts.query.TableFilter.Operator;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.FilterDefault;
import dev.weir.crds.dashboard.FilterTarget;
import dev.weir.crds.dashboard.FilterType;
import dev.weir.web.api.FilterValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterValuesTest {
  @Test
  void shouldRestrictEveryTargetToTheValues() {
    // Given
    Filter filter =
        new Filter(
            "origin",
            null,
            FilterType.VALUES,
            List.of(new FilterTarget("flights", "origin"), new FilterTarget("a.b", "code")),
            null,
            null);

    // When
    List<TableFilter> filters =
        FilterValues.restrict(
            filter, new FilterValue(Arrays.asList("ORD", 7, 2.5, true, null), null, null));

    // Then
    List<Object> values = Arrays.asList("ORD", 7L, 2.5, true, null);
    assertThat(filters)
        .containsExactly(
            new TableFilter("flights", "origin", Operator.IN, values),
            new TableFilter("a.b", "code", Operator.IN, values));
  }

  @Test
  void shouldLiftTheFilterWhenNothingIsSet() {
    for (FilterType type : FilterType.values()) {
      assertThat(FilterValues.restrict(filter(type), new FilterValue(null, null, null))).isEmpty();
      assertThat(FilterValues.restrict(filter(type), new FilterValue(List.of(), null, null)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"15,15", "'15',15", "' 1.50 ',1.50", "-3e2,-3E+2"})
  void shouldReadNumbersExactly(String given, String expected) {
    assertThat(restrict(FilterType.RANGE, given, null))
        .containsExactly(new TableFilter("t", "c", Operator.GE, List.of(new BigDecimal(expected))));
  }

  @Test
  void shouldIncludeTheWholeLastDay() {
    assertThat(restrict(FilterType.DATE_RANGE, "2001-02-28", "2001-02-28"))
        .containsExactly(
            new TableFilter("t", "c", Operator.GE, List.of("2001-02-28")),
            new TableFilter("t", "c", Operator.LT, List.of("2001-03-01")));
  }

  @Test
  void shouldTakeTimesAsTheyAre() {
    assertThat(restrict(FilterType.DATE_RANGE, "2001-02-28 12:30:00", "2001-02-28T13:00:00Z"))
        .containsExactly(
            new TableFilter("t", "c", Operator.GE, List.of("2001-02-28T12:30")),
            new TableFilter("t", "c", Operator.LE, List.of("2001-02-28T13:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 OR 1=1", "NaN", "Infinity", "0x10", "1e999999", "1,5"})
  void shouldRefuseWhatIsNoNumber(String text) {
    assertRefused(FilterType.RANGE, new FilterValue(null, text, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "2001-13-01", "2001-02-30", "2001-02-28'; --", "2001-02-28T25:00:00"})
  void shouldRefuseWhatIsNoDay(String text) {
    assertRefused(FilterType.DATE_RANGE, new FilterValue(null, null, text));
  }

  @Test
  void shouldRefuseWhatDoesNotBelongToTheType() {
    assertRefused(FilterType.VALUES, new FilterValue(null, 1, null));
    assertRefused(FilterType.RANGE, new FilterValue(List.of(1), null, null));
    assertRefused(FilterType.RANGE, new FilterValue(null, true, null));
    assertRefused(FilterType.DATE_RANGE, new FilterValue(List.of("2001-01-01"), null, null));
    assertRefused(FilterType.DATE_RANGE, new FilterValue(null, 20010101, null));
    assertRefused(FilterType.VALUES, new FilterValue(List.of(Map.of("a", 1)), null, null));
    assertRefused(FilterType.VALUES, new FilterValue(List.of("x".repeat(10_001)), null, null));
    assertRefused(FilterType.VALUES, new FilterValue(Collections.nCopies(1_001, "x"), null, null));
  }

  @Test
  void shouldStartFromTheDefault() {
    // Given
    Filter filter =
        new Filter(
            "f",
            null,
            FilterType.RANGE,
            List.of(new FilterTarget("t", "c")),
            new FilterDefault(List.of(), "5", null),
            null);

    // Then
    assertThat(FilterValues.restrict(filter, FilterValues.initial(filter)))
        .containsExactly(new TableFilter("t", "c", Operator.GE, List.of(new BigDecimal("5"))));
  }

  private static List<TableFilter> restrict(FilterType type, Object min, Object max) {
    return FilterValues.restrict(filter(type), new FilterValue(null, min, max));
  }

  private static void assertRefused(FilterType type, FilterValue value) {
    assertThatThrownBy(() -> FilterValues.restrict(filter(type), value))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
              assertThat(e.getMessage()).startsWith("The filter 'f' ");
              assertThat(e.hint()).isNotBlank();
            });
  }

  private static Filter filter(FilterType type) {
    return new Filter("f", null, type, List.of(new FilterTarget("t", "c")), null, null);
  }
}
