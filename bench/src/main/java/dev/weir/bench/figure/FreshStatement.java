package dev.weir.bench.figure;

/**
 * The same question in a text that was never asked before, so that a result cache, which is exact,
 * has no answer to it. Each text has an unused common table expression of another name, which costs
 * nothing to run; all contenders are given such texts. Not thread-safe.
 */
final class FreshStatement {
  private static int serial;

  private final String statement;

  FreshStatement(String statement) {
    this.statement = statement;
  }

  String next() {
    int number = ++serial;
    String unused = "WITH fresh_" + number + " AS (SELECT " + number + " AS number)";
    boolean hasOwn = statement.regionMatches(true, 0, "WITH ", 0, 5);
    return hasOwn ? unused + ", " + statement.substring(5) : unused + " " + statement;
  }
}
