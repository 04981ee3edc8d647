package dev.weir.meta.state;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;

/** What may be called what. Pure. */
public final class Names {
  /** UTF-16 units of a name, a namespace level, a principal or a role. */
  public static final int LENGTH_MAX = 255;

  /** Levels of a namespace. */
  public static final int LEVELS_MAX = 16;

  private Names() {}

  /**
   * The name itself.
   *
   * @param what names the kind of thing in the message, "table"
   * @throws WeirException BAD_REQUEST when it is empty, too long, or holds a control character or
   *     half a surrogate pair
   */
  public static String check(String what, String name) {
    if (name.isEmpty() || name.length() > LENGTH_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a " + what + " name has 1 to " + LENGTH_MAX + " characters, this one " + name.length());
    }
    if (!isPrintable(name)) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a " + what + " name holds a control character or an unpaired surrogate",
          "Use printable characters.");
    }
    return name;
  }

  private static boolean isPrintable(String name) {
    return name.codePoints()
        .noneMatch(
            point ->
                Character.isISOControl(point)
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
