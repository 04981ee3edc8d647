package dev.weir.meta.service;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.CreateTokenResponse;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.TokenInfo;
import dev.weir.meta.access.AccessDirectory;
import dev.weir.meta.access.Tokens;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.PrincipalRecord;
import dev.weir.meta.state.v1.RoleRecord;
import dev.weir.meta.state.v1.TokenPointer;
import dev.weir.meta.state.v1.TokenRecord;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Principals and their tokens; each change is one log entry. Thread-safe. */
public final class PrincipalStore {
  /** Tokens of one tenant. */
  public static final int TOKENS_MAX = 100_000;

  /** Tokens of one principal, so that none can use up what the tenant has. */
  public static final int TOKENS_EACH_MAX = 1_000;

  private static final int LABEL_LENGTH_MAX = 255;
  private static final int PRINCIPALS_MAX = 100_000;

  /** Expired tokens that go with one write, so that no log entry grows large. */
  private static final int SWEPT_MAX = 1_000;

  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;
  private final AccessDirectory directory;
  private final Clock clock;

  /** Over the log; {@code clock} dates new tokens. */
  public PrincipalStore(MetaLog log, AccessDirectory directory, Clock clock) {
    this.log = log;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Creates the principal or, unless it must be new, replaces its display name and admin flag.
   *
   * @throws WeirException ALREADY_EXISTS
   */
  public Principal put(Principal principal, boolean onlyNew) {
    String tenant = principal.getTenant();
    String name = Names.check("principal", principal.getName());
    requireRolesUnchanged(principal);
    byte[] key = Keys.principal(tenant, name);
    ConditionalWrite write =
        ConditionalWrite.of(tenant)
            .changesAccess()
            .requirePresent(Keys.tenant(tenant), () -> noTenant(tenant));
    if (onlyNew) {
      write.requireAbsent(
          key,
          () ->
              new WeirException(
                  ErrorCode.ALREADY_EXISTS,
                  "there is a principal '" + name + "' already",
                  "Choose another name."));
    }
    write
        .put(
            key,
            PrincipalRecord.newBuilder()
                .setDisplayName(principal.getDisplayName())
                .setAdmin(principal.getAdmin())
                .build())
        .commit(log);
    return directory.subject(tenant, name).principal();
  }

  /** Membership is written in one place, the role. */
  private void requireRolesUnchanged(Principal principal) {
    if (principal.getRolesCount() == 0) {
      return;
    }
    List<String> known =
        log.read(
            view ->
                view.find(Keys.principal(principal.getTenant(), principal.getName())) == null
                    ? List.<String>of()
                    : directory
                        .subject(view, principal.getTenant(), principal.getName())
                        .principal()
                        .getRolesList());
    if (!known.equals(principal.getRolesList())) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the roles of a principal cannot be set with it",
          "Name the principal as a member of the roles.");
    }
  }

  /** Deletes the principal with its tokens, and takes it out of its roles. */
  public void delete(String tenant, String name) {
    byte[] key = Keys.principal(tenant, name);
    ConditionalWrite write =
        log.read(
            view -> {
              Versioned<byte[]> access = view.find(Keys.accessVersion(tenant));
              if (access == null || view.find(key) == null) {
                throw noPrincipal(tenant, name);
              }
              // No token may be made, nor role joined, between this look and the deletion.
              ConditionalWrite deletion =
                  ConditionalWrite.of(tenant)
                      .changesAccess()
                      .requireUnchanged(
                          Keys.accessVersion(tenant), access.changedAt(), PrincipalStore::conflict)
                      .delete(key);
              deleteTokens(view, tenant, name, deletion);
              leaveRoles(view, tenant, name, deletion);
              return deletion;
            });
    write.commit(log);
  }

  private static void deleteTokens(
      StateView view, String tenant, String principal, ConditionalWrite deletion) {
    for (StateView.Entry entry : view.scan(Keys.tokens(tenant), FROM_FIRST, TOKENS_MAX)) {
      TokenRecord token = Records.parse(entry, TokenRecord.parser());
      if (token.getPrincipal().equals(principal)) {
        deletion.delete(entry.key()).delete(Keys.tokenByHash(token.getHash().toByteArray()));
      }
    }
  }

  private static void leaveRoles(
      StateView view, String tenant, String principal, ConditionalWrite deletion) {
    for (StateView.Entry entry :
        view.scan(Keys.roles(tenant), FROM_FIRST, AccessDirectory.ROLES_MAX)) {
      RoleRecord role = Records.parse(entry, RoleRecord.parser());
      if (role.getMembersList().contains(principal)) {
        List<String> rest =
            role.getMembersList().stream().filter(member -> !member.equals(principal)).toList();
        deletion.put(entry.key(), role.toBuilder().clearMembers().addAllMembers(rest).build());
      }
    }
  }

  /** All principals, by name. */
  public List<Principal> list(String tenant) {
    return log.read(
        view ->
            view.scan(Keys.principals(tenant), FROM_FIRST, PRINCIPALS_MAX).stream()
                .map(entry -> directory.subject(view, tenant, Keys.nameOf(entry.key())))
                .map(subject -> subject.principal())
                .toList());
  }

  /**
   * Makes a token and hands it out, for the only time. Tokens that have expired make room for it.
   *
   * @param lifetimeSeconds 0: it does not expire
   * @throws WeirException RESOURCE_NOT_FOUND without such a principal; BAD_REQUEST for a label or
   *     lifetime beyond the limits, and when there are as many tokens as there may be
   */
  public CreateTokenResponse createToken(
      String tenant, String principal, long lifetimeSeconds, String label) {
    if (label.length() > LABEL_LENGTH_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "a token's label has at most " + LABEL_LENGTH_MAX + " characters",
          "Shorten it.");
    }
    long now = clock.millis();
    String token = Tokens.create();
    String id = Tokens.createId();
    TokenRecord record = record(principal, label, token, now, expiry(now, lifetimeSeconds));
    ConditionalWrite write =
        ConditionalWrite.of(tenant)
            .changesAccess()
            .requirePresent(
                Keys.principal(tenant, principal), () -> noPrincipal(tenant, principal));
    makeRoom(tenant, principal, now, write);
    putToken(write, tenant, id, record).commit(log);
    return CreateTokenResponse.newBuilder()
        .setTokenId(id)
        .setToken(token)
        .setCreatedEpochMillis(record.getCreatedMillis())
        .setExpiresEpochMillis(record.getExpiresMillis())
        .build();
  }

  /** Of several at once each may find the last room: the limits hold but for those. */
  private void makeRoom(String tenant, String principal, long now, ConditionalWrite write) {
    int all = 0;
    int own = 0;
    int swept = 0;
    for (StateView.Entry entry :
        log.read(view -> view.scan(Keys.tokens(tenant), FROM_FIRST, TOKENS_MAX))) {
      TokenRecord token = Records.parse(entry, TokenRecord.parser());
      boolean expired = token.getExpiresMillis() != 0 && token.getExpiresMillis() <= now;
      if (expired && swept < SWEPT_MAX) {
        swept++;
        write.delete(entry.key()).delete(Keys.tokenByHash(token.getHash().toByteArray()));
        continue;
      }
      all++;
      own += token.getPrincipal().equals(principal) ? 1 : 0;
    }
    if (own >= TOKENS_EACH_MAX || all >= TOKENS_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          own >= TOKENS_EACH_MAX
              ? "the principal '" + principal + "' has " + TOKENS_EACH_MAX + " tokens already"
              : "the tenant '" + tenant + "' has " + TOKENS_MAX + " tokens already",
          "Revoke those that nobody uses.");
    }
  }

  private static long expiry(long now, long lifetimeSeconds) {
    if (lifetimeSeconds == 0) {
      return 0;
    }
    long millis = TimeUnit.SECONDS.toMillis(lifetimeSeconds);
    if (lifetimeSeconds < 0 || millis > Long.MAX_VALUE - now) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "a token's lifetime of that many seconds cannot be counted");
    }
    return now + millis;
  }

  static TokenRecord record(
      String principal, String label, String token, long createdMillis, long expiresMillis) {
    return TokenRecord.newBuilder()
        .setPrincipal(principal)
        .setLabel(label)
        .setCreatedMillis(createdMillis)
        .setExpiresMillis(expiresMillis)
        .setHash(ByteString.copyFrom(Tokens.hash(token)))
        .build();
  }

  static ConditionalWrite putToken(
      ConditionalWrite write, String tenant, String id, TokenRecord record) {
    byte[] hashKey = Keys.tokenByHash(record.getHash().toByteArray());
    return write
        .requireAbsent(
            hashKey,
            () -> new WeirException(ErrorCode.ALREADY_EXISTS, "the token is in use already"))
        .put(Keys.token(tenant, id), record)
        .put(hashKey, TokenPointer.newBuilder().setTenant(tenant).setTokenId(id).build());
  }

  /** Makes a token useless at once. */
  public void revokeToken(String tenant, String tokenId) {
    byte[] key = Keys.token(tenant, tokenId);
    Versioned<byte[]> found = log.read(view -> view.find(key));
    if (found == null) {
      throw new WeirException(
          ErrorCode.RESOURCE_NOT_FOUND, "there is no token of id '" + tokenId + "'");
    }
    TokenRecord token = Records.parse(found.value(), TokenRecord.parser());
    ConditionalWrite.of(tenant)
        .changesAccess()
        .delete(key)
        .delete(Keys.tokenByHash(token.getHash().toByteArray()))
        .commit(log);
  }

  /** All tokens without the tokens themselves, by id. */
  public List<TokenInfo> listTokens(String tenant) {
    return log.read(view -> view.scan(Keys.tokens(tenant), FROM_FIRST, TOKENS_MAX)).stream()
        .map(PrincipalStore::info)
        .toList();
  }

  private static TokenInfo info(StateView.Entry entry) {
    TokenRecord token = Records.parse(entry, TokenRecord.parser());
    return TokenInfo.newBuilder()
        .setTokenId(Keys.nameOf(entry.key()))
        .setPrincipal(token.getPrincipal())
        .setLabel(token.getLabel())
        .setCreatedEpochMillis(token.getCreatedMillis())
        .setExpiresEpochMillis(token.getExpiresMillis())
        .build();
  }

  static WeirException conflict() {
    return new WeirException(
        ErrorCode.COMMIT_CONFLICT, "somebody else changed it at the same time", "Try again.");
  }

  static WeirException noTenant(String tenant) {
    return new WeirException(ErrorCode.RESOURCE_NOT_FOUND, "there is no tenant '" + tenant + "'");
  }

  private static WeirException noPrincipal(String tenant, String name) {
    return new WeirException(
        ErrorCode.RESOURCE_NOT_FOUND,
        "there is no principal '" + name + "' in tenant '" + tenant + "'");
  }
}
