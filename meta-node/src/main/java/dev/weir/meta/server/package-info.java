/** The doors of a meta node inside Quarkus. */
@NullMarked
package dev.weir.meta.server;

import org.jspecify.annotations.NullMarked;
