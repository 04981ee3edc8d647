/** Weir as its users see it: its command, its doors. */
@NullMarked
package dev.weir.bench.weir;

import org.jspecify.annotations.NullMarked;
