/**
 * Makes Warehouses true: dereference, validate, build, apply, status. Only the reconciler and what
 * it dereferences with know an API server; validation and building are pure.
 */
@NullMarked
package dev.weir.operator.warehouse;

import org.jspecify.annotations.NullMarked;
