package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The version that a writer has seen, as the header {@code If-Match} carries it. */
final class IfMatch {
  private IfMatch() {}

  /**
   * @param header null, {@code *}, or a version with or without quotes
   * @return empty when any version will do
   * @throws WeirException BAD_REQUEST when it is something else
   */
  static OptionalLong parse(@Nullable String header) {
    if (header == null || header.isBlank() || header.trim().equals("*")) {
      return OptionalLong.empty();
    }
    String text = header.trim();
    if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = text.substring(1, text.length() - 1);
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The header If-Match is not a version: " + header,
          "Send the 'version' of the answer that you have read, or leave the header out.",
          e);
    }
  }
}
