package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.DeletionPolicy;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableLoads;
import dev.weir.crds.table.TableStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies tables by SQL, after a look at what the catalog has. */
final class TableKind implements ContentKind<Table, TableStatus> {
  /**
   * What a property of the table starts with that says of a load that it happened; its id follows.
   */
  private static final String LOADED = "weir.loaded.";

  @Override
  public List<Reference> references(Table resource) {
    return Reference.of(resource.getSpec().warehouseRef(), null);
  }

  @Override
  public Outcome<TableStatus> apply(WeirApi api, Table resource) {
    String path = path(resource);
    JsonNode stored = api.find(path).orElse(null);
    TablePlan plan = TablePlan.of(resource, stored);
    if (!plan.problems().isEmpty()) {
      return refused(resource, stored, plan);
    }
    for (String statement : plan.statements()) {
      SqlStatements.run(api, statement);
    }
    TableStatus facts =
        facts(resource, stored == null || !plan.statements().isEmpty() ? api.get(path) : stored);
    int toLoad = TableLoads.pending(resource.getSpec(), facts).size();
    return toLoad == 0
        ? Outcome.asSpecified(facts, facts.rows() + " rows")
        : new Outcome<>(facts, null, Reason.LOADING, toLoad + " files are to be loaded");
  }

  @Override
  public Outcome<TableStatus> check(WeirApi api, Table resource) {
    JsonNode stored = api.find(path(resource)).orElse(null);
    TablePlan plan = TablePlan.of(resource, stored);
    return plan.problems().isEmpty()
        ? ContentKind.super.check(api, resource)
        : refused(resource, stored, plan);
  }

  private static String path(Table resource) {
    return "/api/v1/catalog/"
        + WeirApi.step(resource.getSpec().namespace())
        + "/"
        + WeirApi.step(TablePlan.name(resource));
  }

  private static Outcome<TableStatus> refused(
      Table resource, @Nullable JsonNode stored, TablePlan plan) {
    TableStatus before = resource.getStatus();
    return new Outcome<>(
        before != null && before.uuid() != null ? before : facts(resource, stored),
        false,
        Reason.INCOMPATIBLE_CHANGE,
        String.join("\n", plan.problems()));
  }

  private static TableStatus facts(Table resource, @Nullable JsonNode stored) {
    JsonNode at = stored == null ? WeirApi.object() : stored;
    return new TableStatus(
        List.of(),
        null,
        TablePlan.fullName(resource),
        at.path("uuid").asText(null),
        at.path("rows").asLong(),
        at.path("bytes").asLong(),
        at.path("files").asInt(),
        loaded(at),
        null);
  }

  /** The table itself remembers its loads: a status may be older than what it is about. */
  private static List<String> loaded(JsonNode stored) {
    return stored.path("properties").properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.startsWith(LOADED))
        .map(name -> name.substring(LOADED.length()))
        .sorted()
        .toList();
  }

  @Override
  public TableStatus status(
      Table resource,
      @Nullable TableStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    TableStatus known = facts == null ? facts(resource, null) : facts;
    return new TableStatus(
        conditions,
        generation,
        known.table(),
        known.uuid(),
        known.rows(),
        known.bytes(),
        known.files(),
        known.loaded(),
        lastError);
  }

  @Override
  public String delete(WeirApi api, Table resource) {
    String name = TablePlan.fullName(resource);
    if (resource.getSpec().deletionPolicy() == DeletionPolicy.RETAIN) {
      return "table " + name + " was kept with its data: its deletionPolicy is Retain";
    }
    SqlStatements.run(api, "DROP TABLE IF EXISTS " + TablePlan.quotedName(resource));
    return "table " + name + " was dropped: its deletionPolicy is Delete";
  }
}
