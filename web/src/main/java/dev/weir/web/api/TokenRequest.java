package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * What token is to be made.
 *
 * @param user whom it is for; null: for the caller
 * @param lifetimeSeconds until it expires; null: 30 days
 * @param label what a person calls it; null: nothing
 */
public record TokenRequest(
    @Nullable String user, @Nullable Long lifetimeSeconds, @Nullable String label) {}
