package dev.weir.local.cli;

import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import org.jspecify.annotations.Nullable;

/** What a person reads on the terminal: failures, and one line of progress that is written over. */
final class Terminal {
  private static final boolean INTERACTIVE =
      System.console() != null && System.console().isTerminal();

  private Terminal() {}

  static void printFailure(WeirException failure) {
    printFailure(failure, null);
  }

  /**
   * Prints code, message and hint, and under the statement's line a caret where the failure has a
   * place.
   */
  static void printFailure(WeirException failure, @Nullable String statement) {
    System.err.println(failure.code() + ": " + failure.getMessage());
    SourcePosition at = failure.position();
    if (at != null && statement != null) {
      String[] lines = statement.split("\n", -1);
      if (at.line() >= 1 && at.line() <= lines.length) {
        String number = at.line() + " | ";
        System.err.println("  " + number + lines[at.line() - 1]);
        System.err.println(
            " ".repeat(2 + number.length() + Math.max(0, at.column() - 1))
                + "^".repeat(Math.max(1, at.length())));
      }
    }
    if (failure.hint() != null) {
      System.err.println("  " + failure.hint());
    }
  }

  /** Replaces the progress line; does nothing when nobody watches. */
  static void progress(String text) {
    if (INTERACTIVE) {
      System.err.print("\r\u001b[2K" + text);
      System.err.flush();
    }
  }

  /** Removes the progress line. */
  static void endProgress() {
    progress("");
  }

  static boolean isInteractive() {
    return INTERACTIVE;
  }
}
