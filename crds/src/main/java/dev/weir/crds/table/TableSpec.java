package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.DeletionPolicy;
import dev.weir.crds.Patterns;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.primaryKey.all(k, self.columns.exists(c, c.name == k))",
    message = "primaryKey names a column that is not among columns")
@ValidationRule(
    value = "self.primaryKey.all(k, self.primaryKey.exists_one(o, o == k))",
    message = "primaryKey names a column twice")
@ValidationRule(
    value =
        "!has(self.sortOrder) || self.sortOrder.all(s, self.columns.exists(c, c.name == s.column))",
    message = "sortOrder names a column that is not among columns")
@ValidationRule(
    value =
        "!has(self.partitioning) || self.partitioning.all(p, self.columns.exists(c, c.name =="
            + " p.column))",
    message = "partitioning names a column that is not among columns")
@ValidationRule(
    value = "self.primaryKey == oldSelf.primaryKey",
    message = "primaryKey cannot be changed; make a new table and copy the rows")
@ValidationRule(
    value =
        "self.__namespace__ == oldSelf.__namespace__ && (has(self.tableName) == has(oldSelf.tableName)) &&"
            + " (!has(self.tableName) || self.tableName == oldSelf.tableName)",
    message = "namespace and tableName cannot be changed; the data would stay behind")
public record TableSpec(
    @Required @JsonPropertyDescription("The Warehouse that holds the table.")
        ObjectRef warehouseRef,
    @Default("default")
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("SQL namespace of the table; made when it is not there.")
        String namespace,
    @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("SQL name of the table; the name of the resource when absent.")
        @Nullable String tableName,
    @Size(max = 10000) @JsonPropertyDescription("What a row of it is.")
        @Nullable String description,
    @Required
        @Size(min = 1, max = 2000)
        @JsonPropertyDescription(
            "In order. One that is added here is added to the table; one that is removed or"
                + " retyped is refused, because data would be lost.")
        List<Column> columns,
    @Required
        @Size(min = 1, max = 16)
        @JsonPropertyDescription("Columns that tell rows apart; files are sorted by them.")
        List<@Size(min = 1, max = Patterns.IDENTIFIER_MAX) String> primaryKey,
    @Size(max = 16) @JsonPropertyDescription("Order inside files; the primary key when absent.")
        List<SortField> sortOrder,
    @Size(max = 8) @JsonPropertyDescription("How files are split; not at all when absent.")
        List<PartitionField> partitioning,
    @JsonPropertyDescription("How long old snapshots and old rows stay.") Retention retention,
    @Default("500000000")
        @Min(1000000)
        @Max(10000000000d)
        @JsonPropertyDescription("Compressed size that compaction aims at.")
        Long targetFileSizeBytes,
    @Default("122880")
        @Min(2048)
        @Max(10000000)
        @JsonPropertyDescription("Rows of a row group; fewer make look-ups by key cheaper.")
        Integer rowGroupRows,
    @Default("Retain")
        @JsonPropertyDescription("What becomes of the data when this resource is deleted.")
        DeletionPolicy deletionPolicy,
    @Size(max = 1000)
        @JsonPropertyDescription("Files that fill the table while it is empty; loaded once.")
        List<LoadSource> load) {

  public TableSpec {
    namespace = Copies.orElse(namespace, "default");
    columns = Copies.of(columns);
    primaryKey = Copies.of(primaryKey);
    sortOrder = Copies.of(sortOrder);
    partitioning = Copies.of(partitioning);
    retention = Copies.orElse(retention, new Retention(null, null, null));
    targetFileSizeBytes = Copies.orElse(targetFileSizeBytes, 500_000_000L);
    rowGroupRows = Copies.orElse(rowGroupRows, 122_880);
    deletionPolicy = Copies.orElse(deletionPolicy, DeletionPolicy.RETAIN);
    load = Copies.of(load);
  }
}
