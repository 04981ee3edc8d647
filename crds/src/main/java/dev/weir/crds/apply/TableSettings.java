package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.table.TableSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a table that may change while it has rows; files that are there stay as they are.
 * Pure.
 *
 * @param option as SQL calls it, quoted where that is needed
 * @param property of Iceberg; null for the description, which the catalog answers by itself
 * @param value wanted
 */
record TableSettings(String option, @Nullable String property, String value) {
  private static final long DAY_MILLIS = 86_400_000L;

  /** Those of the WITH clause of a new table. */
  static List<TableSettings> of(TableSpec spec) {
    return List.of(
        new TableSettings(
            "target_file_size",
            "write.target-file-size-bytes",
            spec.targetFileSizeBytes().toString()),
        new TableSettings("row_group_rows", "weir.row-group-rows", spec.rowGroupRows().toString()),
        passedOn(
            "history.expire.max-snapshot-age-ms",
            Long.toString(spec.retention().snapshotDays() * DAY_MILLIS)),
        passedOn(
            "history.expire.min-snapshots-to-keep", spec.retention().snapshotsMin().toString()));
  }

  private static TableSettings passedOn(String property, String value) {
    return new TableSettings(SqlStatements.text(property), property, value);
  }

  /** Those that {@code stored} has otherwise. A description that is not wanted may be another's. */
  static List<TableSettings> changed(TableSpec spec, JsonNode stored) {
    List<TableSettings> changed =
        of(spec).stream()
            .filter(
                setting ->
                    !setting
                        .value()
                        .equals(stored.path("properties").path(setting.property()).asText(null)))
            .collect(Collectors.toList());
    String description = spec.description();
    if (description != null && !description.equals(stored.path("doc").asText(null))) {
      changed.add(new TableSettings("comment", null, description));
    }
    return changed;
  }

  /** {@code (option = 'value', …)}. */
  static String text(List<TableSettings> settings) {
    return settings.stream()
        .map(setting -> setting.option() + " = " + SqlStatements.text(setting.value()))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
