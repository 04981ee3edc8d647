/** Data sets and tools, fetched once and kept outside of the clone. */
@NullMarked
package dev.weir.bench.data;

import org.jspecify.annotations.NullMarked;
