/**
 * The webhook that says at {@code kubectl apply} what a reconcile would say later: a door for the
 * API server, its certificate, and the checks, which are those of the reconcilers.
 */
@NullMarked
package dev.weir.operator.admission;

import org.jspecify.annotations.NullMarked;
