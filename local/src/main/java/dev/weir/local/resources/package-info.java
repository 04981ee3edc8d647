/** Stored resources and the loop that makes them true. */
@NullMarked
package dev.weir.local.resources;

import org.jspecify.annotations.NullMarked;
