/** Figures as ratios against a peer in the same run. */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
