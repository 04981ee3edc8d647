/** Tells others what is asked of each cluster, so that they give it nodes. */
@NullMarked
package dev.weir.engine.scaling;

import org.jspecify.annotations.NullMarked;
