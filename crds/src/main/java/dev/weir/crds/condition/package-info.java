/** The conditions that every status carries, their reasons, and the one place that merges them. */
@NullMarked
package dev.weir.crds.condition;

import org.jspecify.annotations.NullMarked;
