package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses bodies that no call needs before they are read into memory. Uploads are files and stream;
 * their door has limits of its own.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class BodyLimitFilter implements ContainerRequestFilter {
  /** Room for the largest statement and the largest resource. */
  static final int BODY_BYTES_MAX = 32 * 1024 * 1024;

  private static final String UPLOADS = "/api/v1/uploads/";

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getUriInfo().getPath().startsWith(UPLOADS)) {
      return;
    }
    if (request.getLength() > BODY_BYTES_MAX) {
      throw tooLarge();
    }
    if (request.getLength() < 0 && request.hasEntity()) {
      request.setEntityStream(new LimitedStream(request.getEntityStream()));
    }
  }

  private static WeirException tooLarge() {
    return new WeirException(
        ErrorCode.BODY_TOO_LARGE,
        "The body is larger than " + BODY_BYTES_MAX / (1024 * 1024) + " MB.",
        "Load files with './weir load'.");
  }

  /** For bodies that do not say how long they are. */
  private static final class LimitedStream extends InputStream {
    private final InputStream in;
    private long left = BODY_BYTES_MAX;

    LimitedStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      if (one >= 0) {
        count(1);
      }
      return one;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count = in.read(to, offset, length);
      if (count > 0) {
        count(count);
      }
      return count;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
