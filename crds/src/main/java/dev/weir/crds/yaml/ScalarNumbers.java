package dev.weir.crds.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Plain decimal numbers of YAML. What YAML 1.1 would also read as a number (octal, base 60, with
 * underscores, infinities) stays text, so that no version number or time of day turns into one.
 */
final class ScalarNumbers {
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,29})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]{1,30}\\.?[0-9]{0,30}|\\.[0-9]{1,30})([eE][-+]?[0-9]{1,3})?");

  private ScalarNumbers() {}

  static JsonNode read(String value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (INTEGER.matcher(value).matches()) {
      BigInteger number = new BigInteger(value);
      return number.bitLength() < Integer.SIZE
          ? json.numberNode(number.intValueExact())
          : number.bitLength() < Long.SIZE
              ? json.numberNode(number.longValueExact())
              : json.numberNode(number);
    }
    boolean leadingZero = value.matches("[-+]?0[0-9]+");
    return DECIMAL.matcher(value).matches() && !leadingZero
        ? json.numberNode(new BigDecimal(value))
        : json.textNode(value);
  }
}
