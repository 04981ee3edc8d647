package dev.weir.crds.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.type == 'Jdbc' ? has(self.jdbcUrl) && has(self.driverClass) && !has(self.host) && !has(self.port) && !has(self.database) : has(self.host) && has(self.database) && !has(self.jdbcUrl) && !has(self.driverClass)",
    message =
        "type Jdbc needs jdbcUrl and driverClass and takes no host, port or database; every other type needs host and database and takes no jdbcUrl or driverClass")
public record ConnectionSpec(
    @Required @JsonPropertyDescription("The Warehouse whose queries may use it.")
        ObjectRef warehouseRef,
    @Required @JsonPropertyDescription("What kind of database it is.") ConnectionType type,
    @Pattern("^[a-z][a-z0-9_]*$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
            "How SQL names it, before the namespace; the name of the resource with `_` for `-` when absent.")
        @Nullable String catalogName,
    @Size(min = 1, max = 253) @JsonPropertyDescription("Host name.") @Nullable String host,
    @Min(1) @Max(65535) @JsonPropertyDescription("Port; the usual one of its type when absent.")
        @Nullable Integer port,
    @Size(min = 1, max = 253) @JsonPropertyDescription("Database, or catalog of Trino.")
        @Nullable String database,
    @Pattern("^jdbc:[a-z0-9]+:.+")
        @Size(max = 2000)
        @JsonPropertyDescription("URL without user and password (Jdbc).")
        @Nullable String jdbcUrl,
    @Size(max = 500) @JsonPropertyDescription("Class of the driver (Jdbc).")
        @Nullable String driverClass,
    @JsonPropertyDescription("Secret with the keys `username` and `password`.")
        @Nullable ObjectRef secretRef,
    @JsonPropertyDescription("Properties of the driver; no secrets.")
        Map<String, String> properties,
    @Default("true") @JsonPropertyDescription("Refuse statements that write.") Boolean readOnly,
    @Default("4") @Min(1) @Max(100) @JsonPropertyDescription("Connections that each node opens.")
        Integer connectionsMax,
    @Default("true") @JsonPropertyDescription("Refuse to connect without TLS.")
        Boolean requireTls) {

  public ConnectionSpec {
    properties = Copies.of(properties);
    readOnly = Copies.orElse(readOnly, true);
    connectionsMax = Copies.orElse(connectionsMax, 4);
    requireTls = Copies.orElse(requireTls, true);
  }
}
