package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Rows as aligned text: numbers to the right, long values cut. */
final class TextTable {
  private static final int WIDTH_MAX = 60;

  private TextTable() {}

  /**
   * @param columns array of objects with {@code name} and {@code type}
   * @param rows array of arrays
   * @return lines, each with its line end; a header only when there are columns
   */
  static String render(JsonNode columns, JsonNode rows) {
    int count = columns.size();
    String[][] cells = new String[rows.size() + 1][count];
    int[] widths = new int[count];
    boolean[] numeric = new boolean[count];
    for (int c = 0; c < count; c++) {
      cells[0][c] = columns.get(c).path("name").asText();
      numeric[c] = isNumeric(columns.get(c).path("type").asText());
      for (int r = 0; r < rows.size(); r++) {
        cells[r + 1][c] = cut(text(rows.get(r).get(c)), count == 1 ? Integer.MAX_VALUE : WIDTH_MAX);
      }
      for (String[] row : cells) {
        widths[c] = Math.max(widths[c], width(row[c]));
      }
    }
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < cells.length; r++) {
      appendRow(out, cells[r], widths, numeric);
      if (r == 0 && count > 0) {
        String[] rule = new String[count];
        Arrays.setAll(rule, c -> "─".repeat(widths[c]));
        appendRow(out, rule, widths, numeric);
      }
    }
    return out.toString();
  }

  private static void appendRow(
      StringBuilder out, String[] cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.length; c++) {
      String padding = " ".repeat(widths[c] - width(cells[c]));
      line.append(c == 0 ? "" : "  ");
      line.append(numeric[c] ? padding + cells[c] : cells[c] + padding);
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private static boolean isNumeric(String type) {
    return type.matches("(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)");
  }

  private static String text(JsonNode value) {
    if (value == null || value.isNull()) {
      return "NULL";
    }
    String text = value.isContainerNode() ? value.toString() : value.asText();
    return text.replace("\n", "⏎").replace("\t", " ");
  }

  /** A single column, as EXPLAIN has, may be as wide as it likes. */
  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Columns on a terminal, near enough: code points, wide ones of East Asia twice. */
  private static int width(String text) {
    return text.codePoints()
        .map(
            point ->
                Character.getType(point) == Character.NON_SPACING_MARK
                    ? 0
                    : Character.isIdeographic(point) || point >= 0x1F300 ? 2 : 1)
        .sum();
  }
}
