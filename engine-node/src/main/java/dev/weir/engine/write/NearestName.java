package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.Similarity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the name that somebody probably meant. Stateless. */
public final class NearestName {
  private static final int LENGTH_MAX = 100;
  private static final int NAMES_SHOWN = 20;

  private NearestName() {}

  /** The nearest of {@code names} when it is near enough to be a slip. */
  public static Optional<String> of(String wrong, Collection<String> names) {
    return wrong.length() > LENGTH_MAX
        ? Optional.empty()
        : Optional.ofNullable(Similarity.nearest(wrong, names));
  }

  /** COLUMN_NOT_FOUND, with the nearest of {@code names} as a hint. */
  public static WeirException unknownColumn(String wrong, List<String> names) {
    int shown = Math.min(NAMES_SHOWN, names.size());
    String list = String.join(", ", names.subList(0, shown)) + (shown < names.size() ? " …" : "");
    return new WeirException(
        ErrorCode.COLUMN_NOT_FOUND,
        "the table has no column " + wrong,
        of(wrong, names)
            .map(nearest -> "Did you mean " + nearest + "?")
            .orElse("Its columns: " + list));
  }
}
