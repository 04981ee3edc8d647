package dev.weir.engine.duck;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.plan.FilePlanner;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.plan.TablePredicates;
import dev.weir.engine.resolve.Pin;
import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.RelationName;
import dev.weir.engine.resolve.RelationResolver;
import dev.weir.engine.resolve.RelationSource;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.sql.EditedText;
import dev.weir.engine.sql.ParsedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** Opens sessions: from a statement to a connection that sees what the statement may. */
public final class DuckSessions implements SessionOpener {
  private final DuckEngine engine;
  private final Function<String, ParsedStatement> parser;
  private final RelationResolver resolver;
  private final FilePlanner planner;
  private final PolicyExpressions policies;
  private final FilePlaces places;
  private final FileShapes shapes;
  private final ViewSets viewSets;

  public DuckSessions(
      DuckEngine engine,
      Function<String, ParsedStatement> parser,
      RelationResolver resolver,
      FilePlanner planner,
      PolicyExpressions policies,
      FilePlaces places,
      EngineConfig.Caches caches) {
    this.engine = engine;
    this.parser = parser;
    this.resolver = resolver;
    this.planner = planner;
    this.policies = policies;
    this.places = places;
    this.shapes = new FileShapes(engine, caches.manifestFilesMax());
    this.viewSets = new ViewSets(engine, caches.viewSetsMax());
  }

  @Override
  public SqlSession open(QueryContext context, String selectSql) {
    ParsedStatement statement = parser.apply(selectSql);
    return open(context, statement, resolve(context, statement));
  }

  @Override
  public String rowFilter(TableIdentifier table, Policy policy) {
    return policies.predicate(RelationName.parse(table.toString(), ""), policy);
  }

  /** What the names of a statement mean now, for the caller of {@code context}. */
  public Resolution resolve(QueryContext context, ParsedStatement statement) {
    return resolver.resolve(
        context.caller(), statement, context.defaultNamespace(), Pin.at(context.request().asOf()));
  }

  /** What they mean by what {@code source} knows. */
  public Resolution resolve(
      RelationSource source, QueryContext context, ParsedStatement statement) {
    return resolver.resolve(
        source,
        context.caller(),
        statement,
        context.defaultNamespace(),
        Pin.at(context.request().asOf()));
  }

  /** A session for a statement that was resolved. */
  public DuckSession open(QueryContext context, ParsedStatement statement, Resolution resolution) {
    Map<RelationKey, List<TableFilter>> filters = filters(context, resolution);
    StatementPlan plan =
        plan(
            resolution,
            TablePredicates.of(
                statement,
                context.defaultNamespace(),
                resolution,
                context.request().parameters(),
                filters,
                policies::find));
    return open(context, statement, plan, filters);
  }

  /**
   * A session whose tables have their columns and no rows: it tells what a statement would answer,
   * and needs no data file.
   */
  public DuckSession openEmpty(
      QueryContext context, ParsedStatement statement, Resolution resolution) {
    Map<RelationKey, PlannedTable> tables = new LinkedHashMap<>();
    resolution
        .relations()
        .forEach(
            (key, relation) -> {
              if (relation instanceof ResolvedTable) {
                tables.put(key, new PlannedTable(List.of(), Expressions.alwaysFalse(), 0, 0, 0));
              }
            });
    return open(
        context, statement, new StatementPlan(resolution, tables), filters(context, resolution));
  }

  private static Map<RelationKey, List<TableFilter>> filters(
      QueryContext context, Resolution resolution) {
    return ViewSetSql.filtersOf(
        context.request().filters(), resolution, context.defaultNamespace());
  }

  private DuckSession open(
      QueryContext context,
      ParsedStatement statement,
      StatementPlan plan,
      Map<RelationKey, List<TableFilter>> filters) {
    String namespace = context.defaultNamespace();
    Resolution resolution = plan.resolution();
    // Before the views are made, because the engine looks into the files then.
    FilePlaces.Lease files = places.lease(plan.files(), context.deadline());
    DuckSession session = null;
    try {
      ViewSetSql sql = new ViewSetSql(plan, namespace, filters, policies, places, shapes);
      String template = resolution.relations().isEmpty() ? null : sql.write();
      EditedText text = sql.pinned(statement, namespace, resolution.general(), false);
      session = connect(statement, plan, text, template, namespace, files);
      return session;
    } finally {
      if (session == null) {
        files.close();
      }
    }
  }

  private StatementPlan plan(Resolution resolution, Map<RelationKey, Expression> predicates) {
    Map<RelationKey, PlannedTable> tables = new LinkedHashMap<>();
    resolution
        .relations()
        .forEach(
            (key, relation) -> {
              if (relation instanceof ResolvedTable table) {
                tables.put(key, planner.plan(table, predicates.get(key)));
              }
            });
    return new StatementPlan(resolution, tables);
  }

  private DuckSession connect(
      ParsedStatement statement,
      StatementPlan plan,
      EditedText text,
      @Nullable String template,
      String namespace,
      FilePlaces.Lease files) {
    try {
      if (template == null) {
        return new DuckSession(engine, viewSets, engine.lend(), null, statement, plan, text, files);
      }
      ViewSets.Lease lease = viewSets.acquire(template, namespace);
      EditedText named =
          text.replacing(statement.text().text(), ViewSetSql.DATABASE, lease.database());
      return new DuckSession(
          engine, viewSets, lease.connection(), lease, statement, plan, named, files);
    } catch (SQLException e) {
      throw DuckErrors.plain(e);
    }
  }
}
