package dev.weir.web.server;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * As {@link JsonExceptionMapper}, for the failures that the framework has a mapper of its own for.
 */
@Provider
public class JsonShapeExceptionMapper implements ExceptionMapper<MismatchedInputException> {
  @Override
  public Response toResponse(MismatchedInputException failure) {
    return ErrorResponses.of(JsonFailures.toWeir(failure), null);
  }
}
