package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.StatementParser;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.ViewMetadata;
import org.apache.iceberg.view.ViewVersion;

/**
 * What a view says.
 *
 * @param metadataLocation immutable, so it stands for all the rest
 * @param statement its query
 * @param defaultNamespace where its query looks up unqualified names
 * @param columns names of its columns; empty: those of its query
 */
public record ViewDefinition(
    String metadataLocation,
    ParsedStatement statement,
    String defaultNamespace,
    List<String> columns) {
  private static final List<String> DIALECTS = List.of("weir", "duckdb");

  static ViewDefinition of(
      RelationName name, String location, ViewMetadata metadata, StatementParser parser) {
    ViewVersion version = metadata.currentVersion();
    SQLViewRepresentation sql =
        representation(version)
            .orElseThrow(
                () ->
                    new WeirException(
                        ErrorCode.STATEMENT_NOT_SUPPORTED,
                        "view " + name + " has no SQL that can be read",
                        "Create it again with CREATE OR REPLACE VIEW."));
    String namespace = String.join(".", version.defaultNamespace().levels());
    List<String> columns = metadata.schema().columns().stream().map(NestedField::name).toList();
    try {
      return new ViewDefinition(
          location,
          parser.parse(sql.sql()),
          namespace.isEmpty() ? name.namespace() : namespace,
          columns);
    } catch (WeirException e) {
      throw new WeirException(e.code(), "in view " + name + ": " + e.getMessage(), e.hint(), e);
    }
  }

  private static Optional<SQLViewRepresentation> representation(ViewVersion version) {
    List<SQLViewRepresentation> all =
        version.representations().stream()
            .filter(SQLViewRepresentation.class::isInstance)
            .map(SQLViewRepresentation.class::cast)
            .toList();
    return DIALECTS.stream()
        .flatMap(dialect -> all.stream().filter(r -> r.dialect().equalsIgnoreCase(dialect)))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }
}
