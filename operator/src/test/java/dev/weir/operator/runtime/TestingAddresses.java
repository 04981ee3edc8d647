package dev.weir.operator.runtime;

import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.WarehouseNames;
import java.net.URI;
import java.util.List;

/** Every part of every Warehouse is on loopback. */
record TestingAddresses(
    List<HostPort> metaServices, List<HostPort> metaLogs, URI web, List<HostPort> gateways)
    implements Addresses {

  /** With a web app and no catalog. */
  static TestingAddresses ofWeb(URI web) {
    HostPort nobody = new HostPort("127.0.0.1", 1);
    List<HostPort> nobodies = List.of(nobody, nobody, nobody, nobody, nobody);
    return new TestingAddresses(nobodies, nobodies, web, List.of());
  }

  /** The same with a web app. */
  TestingAddresses withWeb(URI other) {
    return new TestingAddresses(metaServices, metaLogs, other, gateways);
  }

  /** The same with a gateway. */
  TestingAddresses withGateway(HostPort gateway) {
    return new TestingAddresses(metaServices, metaLogs, web, List.of(gateway));
  }

  @Override
  public HostPort metaService(WarehouseNames names, int ordinal) {
    return metaServices.get(ordinal);
  }

  @Override
  public HostPort metaLog(WarehouseNames names, int ordinal) {
    return metaLogs.get(ordinal);
  }

  @Override
  public URI web(WarehouseNames names) {
    return web;
  }

  @Override
  public List<HostPort> gateways(WarehouseNames names) {
    return gateways;
  }
}
