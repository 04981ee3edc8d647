package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers coded failures as {@code ErrorBody}. What is a defect of Weir is logged with its cause.
 */
@Provider
public class WeirExceptionMapper implements ExceptionMapper<WeirException> {
  private static final Logger LOG = LoggerFactory.getLogger(WeirExceptionMapper.class);

  @Override
  public Response toResponse(WeirException failure) {
    if (failure.code() == ErrorCode.INTERNAL) {
      LOG.atError().setCause(failure).log("request failed");
    }
    return ErrorResponses.of(failure, null);
  }
}
