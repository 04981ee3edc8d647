package dev.weir.web.server;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.web.WebNode;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.audit.AuditService;
import dev.weir.web.catalog.CatalogAccess;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.catalog.TableService;
import dev.weir.web.dashboard.ChartDataService;
import dev.weir.web.dashboard.DashboardService;
import dev.weir.web.dashboard.FilterOptionService;
import dev.weir.web.home.HomeService;
import dev.weir.web.home.SearchService;
import dev.weir.web.live.LiveSeats;
import dev.weir.web.notebook.NotebookService;
import dev.weir.web.role.RoleService;
import dev.weir.web.session.SessionService;
import dev.weir.web.token.TokenService;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * The services of web as beans. The process that web runs in gives the configuration and the ports.
 */
@Singleton
public class WebBeans {
  /** Starts web. */
  @Produces
  @Singleton
  WebNode node(
      WebConfig config,
      QueryGateway gateway,
      Authenticator authenticator,
      MetaServiceBlockingStub meta,
      CatalogAccess catalog) {
    return WebNode.start(config, new WebNode.Ports(gateway, authenticator, meta, catalog));
  }

  void stop(@Disposes WebNode node) {
    node.close();
  }

  @Produces
  @Singleton
  SessionService sessions(WebNode node) {
    return node.sessions();
  }

  @Produces
  @Singleton
  DashboardService dashboards(WebNode node) {
    return node.dashboards().service();
  }

  @Produces
  @Singleton
  ChartDataService charts(WebNode node) {
    return node.dashboards().charts();
  }

  @Produces
  @Singleton
  FilterOptionService options(WebNode node) {
    return node.dashboards().options();
  }

  @Produces
  @Singleton
  NotebookService notebooks(WebNode node) {
    return node.notebooks();
  }

  @Produces
  @Singleton
  CatalogService catalog(WebNode node) {
    return node.catalog();
  }

  @Produces
  @Singleton
  TableService tables(WebNode node) {
    return node.tables();
  }

  @Produces
  @Singleton
  HomeService home(WebNode node) {
    return node.home();
  }

  @Produces
  @Singleton
  SearchService search(WebNode node) {
    return node.search();
  }

  @Produces
  @Singleton
  LiveSeats liveSeats(LiveConfig config) {
    return new LiveSeats(config);
  }

  @Produces
  @Singleton
  RoleService roles(WebNode node) {
    return node.roles();
  }

  @Produces
  @Singleton
  TokenService tokens(WebNode node) {
    return node.tokens();
  }

  @Produces
  @Singleton
  AuditLog audit(WebNode node) {
    return node.audit();
  }

  @Produces
  @Singleton
  AuditService auditService(WebNode node) {
    return node.auditService();
  }
}
