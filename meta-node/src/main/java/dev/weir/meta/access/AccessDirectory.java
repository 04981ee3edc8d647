package dev.weir.meta.access;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.StateStore;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.GrantRecord;
import dev.weir.meta.state.v1.PrincipalRecord;
import dev.weir.meta.state.v1.RoleRecord;
import dev.weir.meta.state.v1.TokenPointer;
import dev.weir.meta.state.v1.TokenRecord;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is who, for the hot paths: what was read is kept in memory until the access rules of any
 * tenant change. It is filled inside a read of the state and emptied inside the write, so it is
 * never older than the state that is read with it. Thread-safe.
 */
public final class AccessDirectory {
  /** Entries of each cache. A full one is emptied: entries cost a few reads each. */
  private static final int ENTRIES_MAX = 10_000;

  /** Roles of one tenant. */
  public static final int ROLES_MAX = 10_000;

  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;
  private final Clock clock;
  private final Map<ByteBuffer, TokenOwner> owners = new ConcurrentHashMap<>();
  private final Map<SubjectKey, Subject> subjects = new ConcurrentHashMap<>();

  private record TokenOwner(String tenant, String principal, long expiresMillis) {}

  private record SubjectKey(String tenant, String principal) {}

  /**
   * @param log where the state is read
   * @param store tells of changes
   * @param clock decides what has expired
   */
  public AccessDirectory(MetaLog log, StateStore store, Clock clock) {
    this.log = log;
    this.clock = clock;
    store.onAccessChange(
        () -> {
          owners.clear();
          subjects.clear();
        });
  }

  /**
   * The principal that the token belongs to.
   *
   * @throws WeirException UNAUTHENTICATED when it is unknown, revoked or expired
   */
  public Subject authenticate(String token) {
    ByteBuffer hash = ByteBuffer.wrap(Tokens.hash(token));
    return log.read(
        view -> {
          TokenOwner owner = owner(view, hash);
          if (owner == null || isExpired(owner)) {
            throw new WeirException(
                ErrorCode.UNAUTHENTICATED,
                "the token is unknown, revoked or expired",
                "Ask an administrator for a new one; on a laptop, ./weir token prints it.");
          }
          return subject(view, owner.tenant(), owner.principal());
        });
  }

  private boolean isExpired(TokenOwner owner) {
    return owner.expiresMillis() != 0 && owner.expiresMillis() <= clock.millis();
  }

  private @Nullable TokenOwner owner(StateView view, ByteBuffer hash) {
    TokenOwner known = owners.get(hash);
    if (known != null) {
      return known;
    }
    Versioned<byte[]> pointer = view.find(Keys.tokenByHash(hash.array()));
    if (pointer == null) {
      return null;
    }
    try {
      TokenPointer token = TokenPointer.parseFrom(pointer.value());
      byte[] stored =
          Objects.requireNonNull(view.find(Keys.token(token.getTenant(), token.getTokenId())))
              .value();
      TokenRecord record = TokenRecord.parseFrom(stored);
      TokenOwner owner =
          new TokenOwner(token.getTenant(), record.getPrincipal(), record.getExpiresMillis());
      keep(owners, hash, owner);
      return owner;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a token record is damaged", e);
    }
  }

  /** As {@link #subject(StateView, String, String)}, in a read of its own. */
  public Subject subject(String tenant, String principal) {
    return log.read(view -> subject(view, tenant, principal));
  }

  /**
   * The principal of that name with its grants.
   *
   * @throws WeirException UNAUTHENTICATED when there is none
   */
  public Subject subject(StateView view, String tenant, String principal) {
    SubjectKey key = new SubjectKey(tenant, principal);
    Subject known = subjects.get(key);
    if (known != null) {
      return known;
    }
    Versioned<byte[]> found = view.find(Keys.principal(tenant, principal));
    if (found == null) {
      throw new WeirException(
          ErrorCode.UNAUTHENTICATED,
          "there is no principal '" + principal + "' in tenant '" + tenant + "'");
    }
    try {
      Subject subject = load(view, tenant, principal, PrincipalRecord.parseFrom(found.value()));
      keep(subjects, key, subject);
      return subject;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an access record is damaged", e);
    }
  }

  private static Subject load(
      StateView view, String tenant, String principal, PrincipalRecord record)
      throws InvalidProtocolBufferException {
    List<String> roles = new ArrayList<>();
    List<RoleGrant> grants = new ArrayList<>();
    for (StateView.Entry entry : view.scan(Keys.roles(tenant), FROM_FIRST, ROLES_MAX)) {
      RoleRecord role = RoleRecord.parseFrom(entry.value().value());
      if (role.getMembersList().contains(principal)) {
        String name = Keys.nameOf(entry.key());
        roles.add(name);
        role.getGrantsList().forEach(grant -> grants.add(grant(name, grant)));
      }
    }
    return new Subject(
        Principal.newBuilder()
            .setTenant(tenant)
            .setName(principal)
            .setDisplayName(record.getDisplayName())
            .setAdmin(record.getAdmin())
            .addAllRoles(roles)
            .build(),
        grants);
  }

  private static RoleGrant grant(String role, GrantRecord grant) {
    Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
    for (int number : grant.getPrivilegesList()) {
      Privilege privilege = Privilege.forNumber(number);
      // A privilege of a later release allows nothing here.
      if (privilege != null) {
        privileges.add(privilege);
      }
    }
    return new RoleGrant(
        role,
        ObjectName.parse(grant.getObject()),
        privileges,
        grant.getRowFilter(),
        grant.getColumnMasksMap());
  }

  private static <K, V> void keep(Map<K, V> cache, K key, V value) {
    if (cache.size() >= ENTRIES_MAX) {
      cache.clear();
    }
    cache.put(key, value);
  }
}
