package dev.weir.crds.apply;

import dev.weir.crds.WeirStatus;

/**
 * The end of one attempt.
 *
 * @param status replaces the stored one; equal to it when nothing happened
 * @param retry the cause may go away by itself, so try again later
 */
public record Applied(WeirStatus status, boolean retry) {}
