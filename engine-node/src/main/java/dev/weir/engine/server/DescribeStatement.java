package dev.weir.engine.server;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A statement to be checked.
 *
 * @param sql one statement
 * @param namespace where unqualified names are looked up; null: {@code default}
 */
@Schema(description = "A statement to be checked without running it")
public record DescribeStatement(String sql, @Nullable String namespace) {}
