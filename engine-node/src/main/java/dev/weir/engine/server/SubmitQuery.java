package dev.weir.engine.server;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement to run.
 *
 * @param sql one statement
 * @param parameters values of {@code ?} in order: text, numbers, booleans or null; null: none
 * @param namespace where unqualified names are looked up; null: {@code default}
 * @param cluster name of the ComputeCluster; null: the default one
 * @param asOf ISO 8601 instant that every table is pinned to; null: now
 * @param timeoutMillis until the deadline; null: the limit of the cluster
 * @param rowsMax the result is cut after so many rows; null: the limit of the door
 * @param cache false: neither read nor fill the result cache; null: true
 * @param origin CONSOLE, CLI or REST; null: REST
 */
@Schema(description = "A statement to run")
public record SubmitQuery(
    String sql,
    @Nullable List<@Nullable Object> parameters,
    @Nullable String namespace,
    @Nullable String cluster,
    @Schema(format = "date-time") @Nullable String asOf,
    @Nullable Long timeoutMillis,
    @Nullable Long rowsMax,
    @Nullable Boolean cache,
    @Schema(enumeration = {"CONSOLE", "CLI", "REST"}) @Nullable String origin) {}
