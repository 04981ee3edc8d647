package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers everything that nobody foresaw as INTERNAL. The caller gets an id, the log has the
 * details under it.
 */
@Provider
public class UnexpectedExceptionMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedExceptionMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof WeirException own) {
        return ErrorResponses.of(own, null);
      }
    }
    String id = "r-" + UUID.randomUUID();
    LOG.atError().addKeyValue("requestId", id).setCause(failure).log("request failed");
    return ErrorResponses.of(
        new WeirException(
            ErrorCode.INTERNAL,
            "Weir failed to answer. This is a defect of Weir.",
            "The log has the details under " + id + "."),
        id);
  }
}
