/** What the operator counts. */
@NullMarked
package dev.weir.operator.metrics;

import org.jspecify.annotations.NullMarked;
