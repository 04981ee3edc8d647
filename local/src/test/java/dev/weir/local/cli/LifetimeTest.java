package dev.weir.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LifetimeTest {
  private final Lifetime lifetime = new Lifetime();

  @ParameterizedTest
  @CsvSource({"90s,PT90S", "15m,PT15M", "12h,PT12H", "30d,P30D", "4w,P28D", "0d,PT0S"})
  void shouldReadTimesAsPeopleWriteThem(String text, Duration expected) {
    assertThat(lifetime.convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "30", "d", "-1d", "1.5h", "30 d", "1y", "30D", "1000000000d", "1h30m"})
  void shouldSayHowToWriteOne(String text) {
    assertThatThrownBy(() -> lifetime.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("30d");
  }
}
