package dev.weir.web.token;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.CreateTokenRequest;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.ListTokensRequest;
import dev.weir.contracts.meta.v1.RevokeTokenRequest;
import dev.weir.contracts.meta.v1.TokenInfo;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.NewTokenAnswer;
import dev.weir.web.api.TokenAnswer;
import dev.weir.web.api.TokenRequest;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.catalog.MetaCalls;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of the tenant, which meta keeps: everyone's for administrators, for everybody else their
 * own, and nothing tells them of others. Thread-safe.
 */
public final class TokenService {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration LIFETIME_MAX = Duration.ofDays(3_650);

  private final MetaCalls meta;
  private final AuditLog audit;

  public TokenService(MetaCalls meta, AuditLog audit) {
    this.meta = meta;
    this.audit = audit;
  }

  /**
   * Makes a token and hands it out, for the only time.
   *
   * @throws WeirException BAD_REQUEST for a lifetime or label that there cannot be,
   *     PERMISSION_DENIED for somebody else's token unless the caller is an administrator,
   *     RESOURCE_NOT_FOUND without such a user
   */
  public NewTokenAnswer create(Caller caller, @Nullable TokenRequest request) {
    if (request == null) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The request has no body.",
          "Send {} for a token of your own that lasts 30 days.");
    }
    String user = request.user() == null ? caller.principal() : request.user();
    if (!user.equals(caller.principal()) && !caller.admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "Tokens for others are for administrators.",
          "Leave 'user' out for a token of your own, or ask an administrator of the tenant '"
              + caller.tenant()
              + "'.");
    }
    String label = request.label() == null ? "" : request.label();
    CreateTokenRequest message =
        CreateTokenRequest.newBuilder()
            .setTenant(caller.tenant())
            .setPrincipal(user)
            .setLifetimeSeconds(lifetimeSeconds(request.lifetimeSeconds()))
            .setLabel(label)
            .build();
    CreateTokenResponse made = create(message);
    audit.record(caller, "create", "Token " + made.getTokenId() + " of " + user, AuditLog.OK);
    return new NewTokenAnswer(
        made.getTokenId(),
        made.getToken(),
        user,
        label,
        made.getCreatedEpochMillis(),
        made.getExpiresEpochMillis());
  }

  private CreateTokenResponse create(CreateTokenRequest message) {
    try {
      return meta.call(stub -> stub.createToken(message));
    } catch (WeirException e) {
      if (e.code() == ErrorCode.RESOURCE_NOT_FOUND) {
        throw new WeirException(
            e.code(),
            "There is no user '" + message.getPrincipal() + "'.",
            "SHOW USERS lists them, CREATE USER makes one.",
            e);
      }
      throw e;
    }
  }

  private static long lifetimeSeconds(@Nullable Long given) {
    long seconds = given == null ? LIFETIME.toSeconds() : given;
    if (seconds < 1 || seconds > LIFETIME_MAX.toSeconds()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'lifetimeSeconds' is " + seconds + ".",
          "Give 1 to " + LIFETIME_MAX.toSeconds() + " seconds, which are ten years.");
    }
    return seconds;
  }

  /** The tokens that the caller may revoke, by user and the newest first, expired ones included. */
  public List<TokenAnswer> list(Caller caller) {
    return visible(caller)
        .map(TokenService::answer)
        .sorted(
            Comparator.comparing(TokenAnswer::user)
                .thenComparing(TokenAnswer::createdEpochMillis, Comparator.reverseOrder())
                .thenComparing(TokenAnswer::id))
        .toList();
  }

  /**
   * Makes a token useless at once, that of the call included.
   *
   * @throws WeirException RESOURCE_NOT_FOUND without such a token, or when it is somebody else's
   *     and the caller is no administrator
   */
  public void revoke(Caller caller, String id) {
    TokenInfo token =
        visible(caller)
            .filter(each -> each.getTokenId().equals(id))
            .findFirst()
            .orElseThrow(() -> notFound(id));
    meta.call(
        stub ->
            stub.revokeToken(
                RevokeTokenRequest.newBuilder().setTenant(caller.tenant()).setTokenId(id).build()));
    audit.record(caller, "revoke", "Token " + id + " of " + token.getPrincipal(), AuditLog.OK);
  }

  private Stream<TokenInfo> visible(Caller caller) {
    return meta
        .call(
            stub ->
                stub.listTokens(ListTokensRequest.newBuilder().setTenant(caller.tenant()).build()))
        .getTokensList()
        .stream()
        .filter(token -> caller.admin() || token.getPrincipal().equals(caller.principal()));
  }

  private static TokenAnswer answer(TokenInfo token) {
    return new TokenAnswer(
        token.getTokenId(),
        token.getPrincipal(),
        token.getLabel(),
        token.getCreatedEpochMillis(),
        token.getExpiresEpochMillis() == 0 ? null : token.getExpiresEpochMillis());
  }

  private static WeirException notFound(String id) {
    return new WeirException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "There is no token of id '" + id + "'.",
        "GET /api/v1/tokens lists them.");
  }
}
