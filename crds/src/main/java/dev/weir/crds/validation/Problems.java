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

  /** INVALID_RESOURCE with {@link #text}. */
  public static WeirException toException(List<Problem> problems) {
    return new WeirException(
        ErrorCode.INVALID_RESOURCE, text(problems), "correct what is named and apply it again");
  }
}
