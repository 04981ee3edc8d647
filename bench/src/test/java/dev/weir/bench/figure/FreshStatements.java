package dev.weir.bench.figure;

/** The way to {@link FreshStatement} for tests of other packages. */
public final class FreshStatements {
  private FreshStatements() {}

  public static String first(String statement) {
    return new FreshStatement(statement).next();
  }
}
