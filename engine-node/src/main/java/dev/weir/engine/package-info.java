/** The engine node: gateway and compute. */
@NullMarked
package dev.weir.engine;

import org.jspecify.annotations.NullMarked;
