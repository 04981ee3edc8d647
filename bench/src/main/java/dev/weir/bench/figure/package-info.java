/** One class for each figure. */
@NullMarked
package dev.weir.bench.figure;

import org.jspecify.annotations.NullMarked;
