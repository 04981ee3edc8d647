package dev.weir.meta.service;

import dev.weir.contracts.config.MetaConfig.Bootstrap;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.access.Tokens;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.v1.NamespaceRecord;
import dev.weir.meta.state.v1.PrincipalRecord;
import dev.weir.meta.state.v1.TenantRecord;
import dev.weir.meta.state.v1.TokenRecord;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Creates tenants. Thread-safe. */
public final class TenantStore {
  private final MetaLog log;
  private final Clock clock;

  /** Over the log; {@code clock} dates the first token. */
  public TenantStore(MetaLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Creates the tenant with its administrator, first token and first namespace, as one log entry,
   * unless it is there. A token that is given for a tenant that is there is not looked at: it may
   * have been revoked since.
   *
   * @return the administrator's token when the tenant was created by this call; empty otherwise
   */
  public Optional<String> create(Bootstrap tenant) {
    byte[] key = Keys.tenant(Names.check("tenant", tenant.tenant()));
    if (log.read(view -> view.find(key)) != null) {
      return Optional.empty();
    }
    String token = tenant.token() == null ? Tokens.create() : tenant.token();
    TokenRecord record =
        PrincipalStore.record(tenant.principal(), "first token", token, clock.millis(), 0);
    ConditionalWrite write =
        ConditionalWrite.of(tenant.tenant())
            .changesAccess()
            .requireAbsent(key, TenantStore::exists)
            .put(key, TenantRecord.getDefaultInstance())
            .put(
                Keys.principal(tenant.tenant(), Names.check("principal", tenant.principal())),
                PrincipalRecord.newBuilder()
                    .setDisplayName(tenant.principal())
                    .setAdmin(true)
                    .build())
            .put(
                Keys.namespace(
                    tenant.tenant(), List.of(Names.check("namespace", tenant.namespace()))),
                NamespaceRecord.getDefaultInstance());
    PrincipalStore.putToken(write, tenant.tenant(), Tokens.createId(), record);
    try {
      write.commit(log);
      return Optional.of(token);
    } catch (WeirException e) {
      if (e.code() == ErrorCode.ALREADY_EXISTS && log.read(view -> view.find(key)) != null) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static WeirException exists() {
    return new WeirException(ErrorCode.ALREADY_EXISTS, "the tenant is there already");
  }
}
