/** Brings objects that are wanted to the API server, and writes nothing when they are there. */
@NullMarked
package dev.weir.operator.apply;

import org.jspecify.annotations.NullMarked;
