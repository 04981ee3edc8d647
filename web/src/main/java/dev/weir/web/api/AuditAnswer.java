package dev.weir.web.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log.
 *
 * @param entries newest first
 * @param next what to send as {@code before} for older ones; null when there are none
 */
public record AuditAnswer(List<AuditItem> entries, @Nullable String next) {}
