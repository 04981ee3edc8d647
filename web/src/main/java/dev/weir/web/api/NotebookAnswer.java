package dev.weir.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A notebook.
 *
 * @param slug its name in paths
 * @param resource the {@code Notebook} resource with its status
 * @param favourite the caller starred it
 * @param version as {@link DashboardAnswer#version()}
 */
public record NotebookAnswer(
    String slug,
    @Schema(ref = "#/components/schemas/Notebook") JsonNode resource,
    boolean favourite,
    long version) {}
