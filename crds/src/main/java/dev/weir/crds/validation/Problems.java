package dev.weir.crds.validation;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.List;
import java.util.stream.Collectors;

/** Many problems in one message. */
public final class Problems {
  /** Problems that are written out; the rest is counted. */
  public static final int SHOWN_MAX = 50;

  private Problems() {}

  /** One line for each, the first {@value #SHOWN_MAX}. */
  public static String text(List<Problem> problems) {
    String shown =
        problems.stream().limit(SHOWN_MAX).map(Problem::text).collect(Collectors.joining("\n"));
    int more = problems.size() - SHOWN_MAX;
    return more > 0 ? shown + "\nand " + more + " more" : shown;
  }

  /**
   * {@link #text} with the code that all problems have, INVALID_RESOURCE when they differ: so a
   * caller knows when nothing is wrong but that tables are not there (yet).
   */
  public static WeirException toException(List<Problem> problems) {
    List<ErrorCode> codes = problems.stream().map(Problem::code).distinct().toList();
    return new WeirException(
        codes.size() == 1 ? codes.getFirst() : ErrorCode.INVALID_RESOURCE,
        text(problems),
        "correct what is named and apply it again");
  }
}
