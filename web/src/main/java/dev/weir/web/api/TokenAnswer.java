package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * A token, without the token itself.
 *
 * @param id names it when it is to be revoked; tells nothing about the token
 * @param user whom it is for
 * @param label what a person calls it; may be empty
 * @param createdEpochMillis when it was made
 * @param expiresEpochMillis when it stops working; null: never
 */
public record TokenAnswer(
    String id,
    String user,
    String label,
    long createdEpochMillis,
    @Nullable Long expiresEpochMillis) {}
