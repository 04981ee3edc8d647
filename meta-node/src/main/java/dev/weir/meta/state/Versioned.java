package dev.weir.meta.state;

/**
 * A value with the log entry that last changed it.
 *
 * @param changedAt index of that log entry
 * @param value what it is
 */
public record Versioned<T>(long changedAt, T value) {}
