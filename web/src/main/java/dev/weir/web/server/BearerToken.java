package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Locale;

/** The token in a header {@code Authorization}. */
final class BearerToken {
  private static final String SCHEME = "bearer ";
  private static final int TOKEN_LENGTH_MAX = 4_000;

  private BearerToken() {}

  /**
   * @throws WeirException UNAUTHENTICATED when the header carries none
   */
  static String parse(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw unauthenticated("The header Authorization is not of the scheme Bearer.");
    }
    String token = header.substring(SCHEME.length()).trim();
    if (token.isEmpty() || token.length() > TOKEN_LENGTH_MAX) {
      throw unauthenticated("The header Authorization carries no usable token.");
    }
    return token;
  }

  /** The refusal of a request that does not say who asks. */
  static WeirException missing() {
    return unauthenticated("The request carries no token.");
  }

  private static WeirException unauthenticated(String what) {
    return new WeirException(
        ErrorCode.UNAUTHENTICATED,
        what,
        "Send the header 'Authorization: Bearer TOKEN'; './weir token' prints one.");
  }
}
