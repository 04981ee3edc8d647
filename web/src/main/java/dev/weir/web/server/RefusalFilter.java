package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.query.Caller;
import dev.weir.web.audit.AuditLog;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Notes in the audit log what a REST door refused to somebody whom it knew, whichever door it was:
 * Iceberg REST, too.
 */
@Provider
public class RefusalFilter implements ContainerResponseFilter {
  // Filters are made while the app is still being put together; the parts start later.
  private final Instance<AuditLog> audit;

  public RefusalFilter(Instance<AuditLog> audit) {
    this.audit = audit;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() == Response.Status.FORBIDDEN.getStatusCode()
        && request.getProperty(Callers.PROPERTY) instanceof Caller caller) {
      audit
          .get()
          .recordOnce(
              caller,
              "request",
              // Raw: what a caller has encoded stays so.
              request.getMethod() + " " + request.getUriInfo().getRequestUri().getRawPath(),
              ErrorCode.PERMISSION_DENIED.name());
    }
  }
}
