package dev.weir.engine.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.StatementParser;
import dev.weir.engine.sql.TableReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.TableMetadata;

/**
 * Resolves the names of a statement, and of the views behind it, to relations that are pinned and
 * authorised. A view is read with the rights of the caller, so a view shows nobody what its tables
 * would not. Thread-safe.
 */
public final class RelationResolver {
  private static final int CACHED_NAMES_MAX = 10_000;

  private final RelationSource meta;
  private final MetadataCache metadata;
  private final StatementParser parser;
  private final EngineConfig.Statement limits;
  private final Cache<String, ViewDefinition> views =
      Caffeine.newBuilder().maximumSize(CACHED_NAMES_MAX).build();

  /** What a statement read the last time, so that the next time takes one call. */
  private final Cache<String, Set<RelationName>> closures =
      Caffeine.newBuilder().maximumSize(CACHED_NAMES_MAX).build();

  /**
   * @param meta asked when a call names nobody else
   */
  public RelationResolver(
      RelationSource meta,
      MetadataCache metadata,
      StatementParser parser,
      EngineConfig.Statement limits) {
    this.meta = meta;
    this.metadata = metadata;
    this.parser = parser;
    this.limits = limits;
  }

  /**
   * As {@link #resolve(RelationSource, Caller, ParsedStatement, String, Pin)}, by what meta knows.
   */
  public Resolution resolve(
      Caller caller, ParsedStatement statement, String defaultNamespace, Pin general) {
    return resolve(meta, caller, statement, defaultNamespace, general);
  }

  /**
   * What the names of a statement mean.
   *
   * @param source who knows it
   * @param general the pin of every table that the statement does not pin itself
   * @throws WeirException TABLE_NOT_FOUND, PERMISSION_DENIED, CYCLIC_VIEW, VALUE_ERROR for a time
   *     without a snapshot
   */
  public Resolution resolve(
      RelationSource source,
      Caller caller,
      ParsedStatement statement,
      String defaultNamespace,
      Pin general) {
    if (statement.tables().isEmpty()) {
      return new Resolution(Map.of(), general);
    }
    String closureKey = statement.fingerprint() + '|' + defaultNamespace + '|' + caller.tenant();
    Set<RelationName> names = new LinkedHashSet<>();
    Set<RelationName> known = closures.getIfPresent(closureKey);
    if (known != null) {
      names.addAll(known);
    }
    for (TableReference reference : statement.tables().values()) {
      names.add(RelationName.of(reference.path(), defaultNamespace));
    }
    Spellings spellings = new Spellings(source, caller);
    for (int attempt = 0; attempt <= limits.viewDepthMax(); attempt++) {
      Map<RelationName, Relation> answers = spellings.resolve(names);
      Unfolding unfolding = new Unfolding(caller, answers, spellings, defaultNamespace, general);
      unfolding.unfold(statement);
      if (unfolding.missing.isEmpty()) {
        closures.put(closureKey, Set.copyOf(unfolding.used));
        ViewCycles.check(unfolding.relations, limits.viewDepthMax());
        return new Resolution(unfolding.relations, general);
      }
      // Ask for all of it again, not only for what is new: the answer is of one point in the log.
      names.addAll(unfolding.missing);
    }
    throw new WeirException(
        ErrorCode.STATEMENT_NOT_SUPPORTED,
        "views are nested too deeply",
        "Views in views can be " + limits.viewDepthMax() + " deep.");
  }

  /** One pass over a statement and the views that it leads to, with the answers that are there. */
  private final class Unfolding {
    private final Caller caller;
    private final Map<RelationName, Relation> answers;
    private final Spellings spellings;
    private final String defaultNamespace;
    private final Pin general;
    private final Map<RelationKey, ResolvedRelation> relations = new LinkedHashMap<>();
    private final Set<RelationName> missing = new LinkedHashSet<>();
    private final Set<RelationName> used = new LinkedHashSet<>();

    Unfolding(
        Caller caller,
        Map<RelationName, Relation> answers,
        Spellings spellings,
        String defaultNamespace,
        Pin general) {
      this.caller = caller;
      this.answers = answers;
      this.spellings = spellings;
      this.defaultNamespace = defaultNamespace;
      this.general = general;
    }

    private record Scope(ParsedStatement statement, String namespace, Pin pin, boolean users) {}

    void unfold(ParsedStatement statement) {
      Deque<Scope> open = new ArrayDeque<>();
      open.add(new Scope(statement, defaultNamespace, general, true));
      while (!open.isEmpty()) {
        Scope scope = open.poll();
        for (TableReference reference : scope.statement().tables().values()) {
          RelationKey key = RelationKey.of(reference, scope.namespace(), scope.pin());
          if (!relations.containsKey(key)) {
            resolve(reference, scope, key, open);
          }
        }
      }
    }

    private void resolve(
        TableReference reference, Scope scope, RelationKey key, Deque<Scope> open) {
      RelationName written = RelationName.of(reference.path(), scope.namespace());
      Relation relation = answers.get(written.folded());
      if (relation == null) {
        missing.add(written);
        return;
      }
      if (relations.size() >= limits.tablesMax()) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "the statement reads more than " + limits.tablesMax() + " tables and views",
            "Split it.");
      }
      authorise(relation, written, reference, scope);
      RelationName name = RelationName.of(relation.getName());
      used.add(name);
      if (relation.getKind() == RelationKind.TABLE) {
        relations.put(key, table(name, relation, key.pin()));
      } else {
        ResolvedView view = view(name, relation, key.pin());
        relations.put(key, view);
        ViewDefinition definition = view.definition();
        open.add(
            new Scope(definition.statement(), definition.defaultNamespace(), key.pin(), false));
      }
    }

    private void authorise(
        Relation relation, RelationName written, TableReference reference, Scope scope) {
      boolean unknown =
          relation.getKind() == RelationKind.RELATION_KIND_UNSPECIFIED
              || relation.getKind() == RelationKind.UNRECOGNIZED
              || relation.getPolicy().getPrivilegesCount() == 0;
      if (unknown && !scope.users()) {
        throw new WeirException(
            ErrorCode.TABLE_NOT_FOUND,
            "a view reads " + written + ", and there is no such table or view for you",
            "A view is read with your rights: ask an administrator for SELECT on what it reads.");
      }
      if (unknown) {
        throw new WeirException(
            ErrorCode.TABLE_NOT_FOUND,
            "there is no table or view " + written,
            spellings.hint(written),
            reference.start() >= 0
                ? scope.statement().position(reference.start(), reference.length())
                : null,
            null);
      }
      if (!relation.getPolicy().getPrivilegesList().contains(Privilege.SELECT)) {
        throw new WeirException(
            ErrorCode.PERMISSION_DENIED,
            caller.principal() + " may not SELECT " + RelationName.of(relation.getName()),
            "Ask an administrator: GRANT SELECT ON "
                + RelationName.of(relation.getName())
                + " TO ROLE ….");
      }
    }
  }

  private ResolvedTable table(RelationName name, Relation relation, Pin pin) {
    TableMetadata table = metadata.table(relation.getMetadataLocation());
    return SnapshotChoice.choose(name, relation.getPolicy(), table, pin);
  }

  private ResolvedView view(RelationName name, Relation relation, Pin pin) {
    if (pin.snapshotId() != null) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "view " + name + " has no snapshots of its own",
          "Use AT (TIMESTAMP => …), which pins the tables behind it.");
    }
    String location = relation.getMetadataLocation();
    ViewDefinition definition =
        views.get(location, key -> ViewDefinition.of(name, key, metadata.view(key), parser));
    return new ResolvedView(name, relation.getPolicy(), pin, definition);
  }
}
