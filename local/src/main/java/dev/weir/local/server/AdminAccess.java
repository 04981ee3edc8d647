package dev.weir.local.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.MetaAuthenticator;
import dev.weir.contracts.meta.MetaErrors;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.query.Caller;
import dev.weir.local.folder.DataFolder;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who holds the data folder is the administrator. The token in it may have been revoked, its file
 * deleted, or its user dropped; the next start makes what is missing anew, or nobody could get in
 * again.
 */
final class AdminAccess {
  private static final Logger LOG = LoggerFactory.getLogger(AdminAccess.class);

  private AdminAccess() {}

  /**
   * A token that meta knows as the administrator's: the folder's, or else a new one, kept there.
   */
  static String ensure(
      DataFolder folder, MetaServiceBlockingStub meta, Caller admin, String token) {
    if (isAdmin(meta, token)) {
      return token;
    }
    try {
      meta.putPrincipal(
          PutPrincipalRequest.newBuilder()
              .setPrincipal(
                  Principal.newBuilder()
                      .setTenant(admin.tenant())
                      .setName(admin.principal())
                      .setDisplayName(admin.principal())
                      .setAdmin(true))
              .build());
      String made =
          meta.createToken(
                  CreateTokenRequest.newBuilder()
                      .setTenant(admin.tenant())
                      .setPrincipal(admin.principal())
                      .setLabel("data folder")
                      .build())
              .getToken();
      folder.replaceAdminToken(made);
      LOG.info("made a new administrator's token: the one in the data folder was no longer good");
      return made;
    } catch (StatusRuntimeException e) {
      throw MetaErrors.fromStatus(e);
    }
  }

  private static boolean isAdmin(MetaServiceBlockingStub meta, String token) {
    try {
      return new MetaAuthenticator(meta).authenticate(token).admin();
    } catch (WeirException e) {
      if (e.code() == ErrorCode.UNAUTHENTICATED) {
        return false;
      }
      throw e;
    }
  }
}
