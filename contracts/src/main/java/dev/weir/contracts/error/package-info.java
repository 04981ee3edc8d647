/** Failures as they cross the border of a part. */
@NullMarked
package dev.weir.contracts.error;

import org.jspecify.annotations.NullMarked;
