package dev.weir.engine.compute;

import dev.weir.contracts.part.PartTls;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway shows compute nodes, and what it wants to see.
 *
 * @param token of the parts of the warehouse; asked for with every call
 * @param tls of both ends; null: plaintext
 * @param name that a node's certificate has to be good for, whatever its address; with TLS only
 */
public record NodeAccess(Supplier<String> token, @Nullable PartTls tls, String name) {

  /** In plaintext, as inside one machine. */
  public static NodeAccess plaintext(Supplier<String> token) {
    return new NodeAccess(token, null, "");
  }
}
