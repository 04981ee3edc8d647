package dev.weir.operator.warehouse;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.part.PartToken;
import dev.weir.operator.apply.Observed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Function;

/** Reads what the parts of a Warehouse show one another, each time anew. Thread-safe. */
public final class PartTokens implements Function<WarehouseNames, PartToken> {
  private final KubernetesClient client;

  /** Reads through {@code client}, which the caller closes. */
  public PartTokens(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The token of that Warehouse.
   *
   * @throws WeirException UNAVAILABLE before the Secret is made
   */
  @Override
  public PartToken apply(WarehouseNames names) {
    Secret secret =
        client.secrets().inNamespace(names.namespace()).withName(names.partsSecret()).get();
    return WarehouseSecrets.parts(
            names, secret == null ? new Observed() : Observed.of(List.of(secret)))
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.UNAVAILABLE,
                    "Secret \"" + names.partsSecret() + "\" is not there yet",
                    "the operator makes it with the Warehouse; this is tried again"));
  }
}
