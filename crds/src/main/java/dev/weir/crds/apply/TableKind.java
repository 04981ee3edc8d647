package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.DeletionPolicy;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableLoads;
import dev.weir.crds.table.TableStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies tables by SQL, after a look at what the catalog has. */
final class TableKind implements ContentKind<Table, TableStatus> {

  @Override
  public List<Reference> references(Table resource) {
    return Reference.of(resource.getSpec().warehouseRef(), null);
  }

  @Override
  public Outcome<TableStatus> apply(WeirApi api, Table resource) {
    String path =
        "/api/v1/catalog/"
            + WeirApi.step(resource.getSpec().namespace())
            + "/"
            + WeirApi.step(TablePlan.name(resource));
    JsonNode stored = api.find(path).orElse(null);
    TablePlan plan = TablePlan.of(resource, stored);
    if (!plan.problems().isEmpty()) {
      return new Outcome<>(
          facts(resource, stored),
          false,
          Reason.INCOMPATIBLE_CHANGE,
          String.join("\n", plan.problems()));
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

  private static TableStatus facts(Table resource, @Nullable JsonNode stored) {
    TableStatus before = resource.getStatus();
    JsonNode at = stored == null ? WeirApi.object() : stored;
    return new TableStatus(
        List.of(),
        null,
        resource.getSpec().namespace() + "." + TablePlan.name(resource),
        at.path("uuid").asText(null),
        at.path("rows").asLong(),
        at.path("bytes").asLong(),
        at.path("files").asInt(),
        before == null ? List.of() : before.loaded(),
        null);
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
    String name = resource.getSpec().namespace() + "." + TablePlan.name(resource);
    if (resource.getSpec().deletionPolicy() == DeletionPolicy.RETAIN) {
      return "table " + name + " was kept with its data: its deletionPolicy is Retain";
    }
    SqlStatements.run(api, "DROP TABLE IF EXISTS " + TablePlan.quotedName(resource));
    return "table " + name + " was dropped: its deletionPolicy is Delete";
  }
}
