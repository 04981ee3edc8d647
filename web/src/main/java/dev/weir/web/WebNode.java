package dev.weir.web;

import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.web.api.ContentKind;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.audit.AuditService;
import dev.weir.web.catalog.CatalogAccess;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.catalog.MetaCalls;
import dev.weir.web.catalog.TableService;
import dev.weir.web.content.ContentCache;
import dev.weir.web.content.ContentHealth;
import dev.weir.web.content.ContentIndex;
import dev.weir.web.content.ContentShelf;
import dev.weir.web.content.ContentWriter;
import dev.weir.web.content.VisitLog;
import dev.weir.web.dashboard.Dashboards;
import dev.weir.web.dashboard.LoadedDashboard;
import dev.weir.web.home.HomeService;
import dev.weir.web.home.SearchService;
import dev.weir.web.notebook.NotebookService;
import dev.weir.web.notebook.Notebooks;
import dev.weir.web.role.RoleService;
import dev.weir.web.session.SessionService;
import dev.weir.web.store.AuditRepository;
import dev.weir.web.store.ContentRepository;
import dev.weir.web.store.MarkRepository;
import dev.weir.web.store.MetadataDatabase;
import dev.weir.web.store.SessionRepository;
import dev.weir.web.store.StoredContent;
import dev.weir.web.token.TokenService;
import java.time.InstantSource;

/**
 * The web part of one process: its services, wired, over its metadata database. Thread-safe. Close
 * it to let go of the database.
 */
public final class WebNode implements AutoCloseable {
  private final MetadataDatabase database;
  private final SessionService sessions;
  private final Dashboards dashboards;
  private final NotebookService notebooks;
  private final CatalogService catalog;
  private final TableService tables;
  private final HomeService home;
  private final SearchService search;
  private final RoleService roles;
  private final TokenService tokens;
  private final AuditLog audit;
  private final AuditService auditService;

  private WebNode(MetadataDatabase database, WebConfig config, Ports ports) {
    this.database = database;
    InstantSource clock = InstantSource.system();
    AuditRepository entries = new AuditRepository(database);
    this.audit = new AuditLog(entries, clock);
    this.auditService = new AuditService(entries);
    ContentRepository repository = new ContentRepository(database);
    MarkRepository marks = new MarkRepository(database);
    ContentHealth health = new ContentHealth();
    VisitLog visits = new VisitLog(marks, audit, clock);
    ContentShelf.Parts parts =
        new ContentShelf.Parts(new ContentWriter(repository, audit, clock), marks, visits, health);
    MetaCalls meta = new MetaCalls(ports.meta());
    this.catalog = new CatalogService(meta, ports.catalog());
    ContentCache<LoadedDashboard> dashboardCache =
        new ContentCache<>(
            repository,
            ContentKind.DASHBOARD,
            LoadedDashboard::parse,
            clock,
            config.contentRecheckMillis());
    ContentCache<StoredContent> notebookCache =
        new ContentCache<>(
            repository,
            ContentKind.NOTEBOOK,
            stored -> stored,
            clock,
            config.contentRecheckMillis());
    ContentIndex index = new ContentIndex(dashboardCache, notebookCache);
    this.dashboards =
        Dashboards.create(ports.gateway(), catalog, config.publicUrl(), dashboardCache, parts);
    this.notebooks = Notebooks.create(ports.gateway(), config.publicUrl(), notebookCache, parts);
    this.tables = new TableService(catalog, ports.gateway(), visits, index);
    this.home = new HomeService(marks, index, health, catalog, clock);
    this.search = new SearchService(catalog, index);
    this.roles = new RoleService(meta, audit);
    this.tokens = new TokenService(meta, audit);
    this.sessions =
        new SessionService(
            new SessionRepository(database), ports.authenticator(), audit, config, clock);
  }

  /**
   * The parts that web asks.
   *
   * @param gateway runs every query, as the caller
   * @param authenticator knows the owner of a token
   * @param meta says what a principal may know of
   * @param catalog reads metadata of tables and views with the rights of the service
   */
  public record Ports(
      QueryGateway gateway,
      Authenticator authenticator,
      MetaServiceBlockingStub meta,
      CatalogAccess catalog) {}

  /**
   * Opens the metadata database and wires the services. Asks none of the ports yet.
   *
   * @throws WeirException as {@link MetadataDatabase#open}
   */
  public static WebNode start(WebConfig config, Ports ports) {
    MetadataDatabase database = MetadataDatabase.open(config.database());
    try {
      return new WebNode(database, config, ports);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public SessionService sessions() {
    return sessions;
  }

  public Dashboards dashboards() {
    return dashboards;
  }

  public NotebookService notebooks() {
    return notebooks;
  }

  public CatalogService catalog() {
    return catalog;
  }

  public TableService tables() {
    return tables;
  }

  public HomeService home() {
    return home;
  }

  public SearchService search() {
    return search;
  }

  public RoleService roles() {
    return roles;
  }

  public TokenService tokens() {
    return tokens;
  }

  public AuditLog audit() {
    return audit;
  }

  public AuditService auditService() {
    return auditService;
  }

  /**
   * The product that keeps the metadata, asked for just now.
   *
   * @throws WeirException UNAVAILABLE when it does not answer
   */
  public String databaseProduct() {
    return database.transact(connection -> connection.getMetaData().getDatabaseProductName());
  }

  @Override
  public void close() {
    database.close();
  }
}
