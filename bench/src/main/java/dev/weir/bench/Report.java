package dev.weir.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The lines of a run, printed as they come and as one table at the end. Not thread-safe. */
public final class Report {
  private final PrintStream out;
  private final List<Line> lines = new ArrayList<>();

  public Report(PrintStream out) {
    this.out = out;
  }

  /** Adds a line and shows it at once. */
  public void add(Line line) {
    lines.add(line);
    out.println("  " + format(line));
    out.flush();
  }

  /** Says what is being done; no part of the table. */
  public void progress(String what) {
    out.println(what);
    out.flush();
  }

  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The table of all lines, in Markdown. */
  public String table() {
    List<Function<Line, String>> columns =
        List.of(
            Line::what,
            Line::measured,
            Line::peer,
            Line::ratio,
            Line::target,
            line -> verdictOf(line.verdict()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("figure", "Weir", "peer in the same run", "ratio", "target", ""));
    for (Line line : lines) {
      rows.add(columns.stream().map(column -> column.apply(line)).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder table = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      appendRow(table, rows.get(r), widths);
      if (r == 0) {
        appendRule(table, widths);
      }
    }
    return table.toString();
  }

  private static void appendRow(StringBuilder table, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      table.append("| ").append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 1);
    }
    table.append("|\n");
  }

  private static void appendRule(StringBuilder table, int[] widths) {
    for (int width : widths) {
      table.append("| ").repeat('-', width).append(' ');
    }
    table.append("|\n");
  }

  private static String format(Line line) {
    StringBuilder text = new StringBuilder(line.what()).append(": ").append(line.measured());
    if (!line.peer().isEmpty()) {
      text.append("; ").append(line.peer()).append("; ratio ").append(line.ratio());
    }
    if (!line.target().isEmpty()) {
      text.append("; target ").append(line.target()).append(' ').append(verdictOf(line.verdict()));
    }
    return text.toString();
  }

  private static String verdictOf(Line.Verdict verdict) {
    return switch (verdict) {
      case MET -> "met";
      case MISSED -> "MISSED";
      case NO_TARGET -> "";
      case NOT_MEASURED -> "NOT MEASURED";
    };
  }
}
