package dev.weir.operator.warehouse;

import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.PartToken;
import dev.weir.operator.warehouse.Addresses.HostPort;
import io.grpc.netty.NettyChannelBuilder;

/**
 * What the operator shows the parts of one Warehouse, and what it wants to see.
 *
 * @param token that the parts share
 * @param tls with the operator's certificate, as it was when this was read
 */
public record PartPass(PartToken token, PartTls tls) {

  /**
   * A way to one of them. Shows both.
   *
   * @param name that it has to prove, whatever its address
   */
  public NettyChannelBuilder channel(HostPort at, String name) {
    return NettyChannelBuilder.forAddress(at.host(), at.port(), PartTls.ofClient(tls))
        .overrideAuthority(name)
        .intercept(token.onCalls());
  }
}
