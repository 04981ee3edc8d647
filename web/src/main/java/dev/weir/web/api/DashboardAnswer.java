package dev.weir.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A dashboard.
 *
 * @param slug its name in paths
 * @param resource the {@code Dashboard} resource with its status
 * @param favourite the caller starred it
 * @param version grows with every change; send it as {@code If-Match} to lose no change of others
 */
public record DashboardAnswer(
    String slug,
    @Schema(ref = "#/components/schemas/Dashboard") JsonNode resource,
    boolean favourite,
    long version) {}
