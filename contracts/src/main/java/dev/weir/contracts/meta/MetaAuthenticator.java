package dev.weir.contracts.meta;

import dev.weir.contracts.meta.v1.AuthenticateRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * Asks meta whom a token belongs to, each time: a revoked token is refused at once. Thread-safe.
 */
public final class MetaAuthenticator implements Authenticator {
  private final MetaServiceBlockingStub meta;

  public MetaAuthenticator(MetaServiceBlockingStub meta) {
    this.meta = meta;
  }

  @Override
  public Caller authenticate(String bearerToken) {
    try {
      Principal principal =
          meta.authenticate(AuthenticateRequest.newBuilder().setToken(bearerToken).build());
      return new Caller(
          principal.getTenant(),
          principal.getName(),
          principal.getDisplayName(),
          List.copyOf(principal.getRolesList()),
          principal.getAdmin());
    } catch (StatusRuntimeException e) {
      throw MetaErrors.fromStatus(e);
    }
  }
}
