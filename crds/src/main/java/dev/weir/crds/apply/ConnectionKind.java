package dev.weir.crds.apply;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.connection.Connection;
import dev.weir.crds.connection.ConnectionStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies connections as far as that goes: nothing acts on them yet, and their status says so. */
final class ConnectionKind implements ContentKind<Connection, ConnectionStatus> {

  @Override
  public List<Reference> references(Connection resource) {
    return Reference.of(resource.getSpec().warehouseRef(), null);
  }

  @Override
  public Outcome<ConnectionStatus> apply(WeirApi api, Connection resource) {
    return new Outcome<>(
        new ConnectionStatus(List.of(), null, null, null, null, null),
        false,
        Reason.NOT_YET_SUPPORTED,
        "this version of Weir keeps the resource and connects to nothing");
  }

  /** Nothing is written by that. */
  @Override
  public Outcome<ConnectionStatus> check(WeirApi api, Connection resource) {
    return apply(api, resource);
  }

  @Override
  public ConnectionStatus status(
      Connection resource,
      @Nullable ConnectionStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    return new ConnectionStatus(conditions, generation, null, null, null, lastError);
  }

  @Override
  public String delete(WeirApi api, Connection resource) {
    return resource.label() + " was forgotten; nothing had been made of it";
  }
}
