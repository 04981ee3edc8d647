package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** How the operator reaches the parts of a Warehouse. Thread-safe. */
public interface Addresses {

  /**
   * A host and a port.
   *
   * @param host name or address
   * @param port of TCP
   */
  record HostPort(String host, int port) {}

  /** MetaService of one member. */
  HostPort metaService(WarehouseNames names, int ordinal);

  /** The log of one member, as the other members reach it. */
  HostPort metaLog(WarehouseNames names, int ordinal);

  /** The web app's REST API. */
  URI web(WarehouseNames names);

  /** The doors for parts of the gateways that are ready; none when that is not known. */
  List<HostPort> gateways(WarehouseNames names);

  /** By the names of Services, as pods of the same cluster do. */
  static Addresses inCluster() {
    return new Addresses() {
      @Override
      public HostPort metaService(WarehouseNames names, int ordinal) {
        return new HostPort(names.metaMemberHost(ordinal), PodEnvironment.META_PORT);
      }

      @Override
      public HostPort metaLog(WarehouseNames names, int ordinal) {
        return new HostPort(names.metaMemberHost(ordinal), PodEnvironment.RAFT_PORT);
      }

      @Override
      public URI web(WarehouseNames names) {
        return URI.create(names.webApiUrl());
      }

      @Override
      public List<HostPort> gateways(WarehouseNames names) {
        try {
          return Arrays.stream(InetAddress.getAllByName(names.host(names.gatewayPods())))
              .map(address -> new HostPort(address.getHostAddress(), PodEnvironment.PARTS_PORT))
              .toList();
        } catch (UnknownHostException nobody) {
          return List.of();
        }
      }
    };
  }
}
