/** How pods of every part are made: restricted, probed and drained alike. Pure. */
@NullMarked
package dev.weir.operator.pod;

import org.jspecify.annotations.NullMarked;
