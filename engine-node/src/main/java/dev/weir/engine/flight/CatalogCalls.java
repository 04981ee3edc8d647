package dev.weir.engine.flight;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.result.SqlTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Answers of the metadata calls: one catalog, the namespaces as schemas, tables and views. */
final class CatalogCalls {
  /** The one catalog, as the SQL engine calls it in full names. */
  static final String CATALOG = "weir";

  private final RelationCatalog catalog;

  CatalogCalls(RelationCatalog catalog) {
    this.catalog = catalog;
  }

  /** The ticket of a metadata call is the call itself. */
  static FlightInfo info(Message command, FlightDescriptor descriptor, Schema schema) {
    Ticket ticket = new Ticket(Any.pack(command).toByteArray());
    return new FlightInfo(schema, descriptor, List.of(new FlightEndpoint(ticket)), -1, -1);
  }

  static AnswerRows catalogs() {
    AnswerRows rows = new AnswerRows(Schemas.GET_CATALOGS_SCHEMA);
    rows.add(CATALOG);
    return rows;
  }

  static AnswerRows tableTypes() {
    AnswerRows rows = new AnswerRows(Schemas.GET_TABLE_TYPES_SCHEMA);
    rows.add(CatalogRelation.TABLE);
    rows.add(CatalogRelation.VIEW);
    return rows;
  }

  AnswerRows schemas(CommandGetDbSchemas call, Caller caller) {
    AnswerRows rows = new AnswerRows(Schemas.GET_SCHEMAS_SCHEMA);
    Predicate<String> wanted =
        call.hasDbSchemaFilterPattern()
            ? LikePattern.of(call.getDbSchemaFilterPattern())
            : name -> true;
    if (isOurs(call.hasCatalog(), call.getCatalog())) {
      catalog.namespaces(caller).stream()
          .filter(wanted)
          .forEach(namespace -> rows.add(CATALOG, namespace));
    }
    return rows;
  }

  AnswerRows tables(CommandGetTables call, Caller caller) {
    boolean withSchema = call.getIncludeSchema();
    AnswerRows rows =
        new AnswerRows(
            withSchema ? Schemas.GET_TABLES_SCHEMA : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA);
    if (!isOurs(call.hasCatalog(), call.getCatalog())) {
      return rows;
    }
    for (CatalogRelation relation : matching(call, caller)) {
      if (withSchema) {
        byte[] schema = serialise(schemaOf(relation));
        rows.add(CATALOG, relation.namespace(), relation.name(), relation.type(), schema);
      } else {
        rows.add(CATALOG, relation.namespace(), relation.name(), relation.type());
      }
    }
    return rows;
  }

  AnswerRows primaryKeys(CommandGetPrimaryKeys call, Caller caller) {
    AnswerRows rows = new AnswerRows(Schemas.GET_PRIMARY_KEYS_SCHEMA);
    if (!isOurs(call.hasCatalog(), call.getCatalog())) {
      return rows;
    }
    for (CatalogRelation relation : catalog.relations(caller)) {
      boolean inSchema = !call.hasDbSchema() || relation.namespace().equals(call.getDbSchema());
      if (inSchema && relation.name().equals(call.getTable())) {
        List<String> columns = relation.primaryKey().get();
        for (int i = 0; i < columns.size(); i++) {
          rows.add(CATALOG, relation.namespace(), relation.name(), columns.get(i), i + 1, null);
        }
      }
    }
    return rows;
  }

  private List<CatalogRelation> matching(CommandGetTables call, Caller caller) {
    Predicate<String> namespace =
        call.hasDbSchemaFilterPattern()
            ? LikePattern.of(call.getDbSchemaFilterPattern())
            : name -> true;
    Predicate<String> table =
        call.hasTableNameFilterPattern()
            ? LikePattern.of(call.getTableNameFilterPattern())
            : name -> true;
    Set<String> types = Set.copyOf(call.getTableTypesList());
    return catalog.relations(caller).stream()
        .filter(relation -> namespace.test(relation.namespace()))
        .filter(relation -> table.test(relation.name()))
        .filter(relation -> types.isEmpty() || types.contains(relation.type()))
        .toList();
  }

  /** An empty name asks for what is in no catalog, of which there is nothing. */
  private static boolean isOurs(boolean asked, String name) {
    return !asked || name.equals(CATALOG);
  }

  private static Schema schemaOf(CatalogRelation relation) {
    List<Field> fields = new ArrayList<>();
    for (ResultColumn column : relation.columns().get()) {
      Field field = SqlTypes.fieldOf(column.name(), column.type());
      Map<String, String> metadata = new HashMap<>(field.getMetadata());
      metadata.putAll(
          new FlightSqlColumnMetadata.Builder()
              .catalogName(CATALOG)
              .schemaName(relation.namespace())
              .tableName(relation.name())
              .typeName(column.type())
              .isAutoIncrement(false)
              .isCaseSensitive(column.type().equals("VARCHAR"))
              .isReadOnly(relation.type().equals(CatalogRelation.VIEW))
              .isSearchable(true)
              .build()
              .getMetadataMap());
      fields.add(
          new Field(
              column.name(),
              new FieldType(column.nullable(), field.getType(), null, metadata),
              field.getChildren()));
    }
    return new Schema(fields);
  }

  private static byte[] serialise(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }
}
