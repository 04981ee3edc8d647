package dev.weir.local.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a time as people write it: {@code 90s}, {@code 15m}, {@code 12h}, {@code 30d}, {@code 4w}.
 */
final class Lifetime implements ITypeConverter<Duration> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of("s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);
  private static final Map<String, Integer> DAYS = Map.of("d", 1, "w", 7);

  @Override
  public Duration convert(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a time. Write a number with s, m, h, d or w, such as 30d.");
    }
    long amount = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    Integer days = DAYS.get(unit);
    return days == null ? Duration.of(amount, UNITS.get(unit)) : Duration.ofDays(amount * days);
  }
}
