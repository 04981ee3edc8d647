package dev.weir.web.live;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells the pages of this server from those of other sites. A browser sends its cookie along
 * whichever page opens a socket, lets that page read what comes, and tells the truth about the page
 * in {@code Origin}. Pure.
 */
public final class OwnOrigin {
  private OwnOrigin() {}

  /**
   * Refuses the page of another site.
   *
   * @param origin null when the header is missing
   * @param secure whether the browser speaks TLS
   * @param host the header Host: what the browser takes this server for
   * @throws WeirException PERMISSION_DENIED
   */
  public static void require(@Nullable String origin, boolean secure, @Nullable String host) {
    String own = (secure ? "https://" : "http://") + host;
    if (origin == null
        || host == null
        || !origin.toLowerCase(Locale.ROOT).equals(own.toLowerCase(Locale.ROOT))) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "The socket comes with a cookie, and not from a page of this server.",
          "Open it from the app, or send the header 'Authorization: Bearer TOKEN' instead of the"
              + " cookie.");
    }
  }
}
