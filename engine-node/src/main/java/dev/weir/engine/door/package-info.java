/** The gateway's gRPC door for parts in other processes. */
@NullMarked
package dev.weir.engine.door;

import org.jspecify.annotations.NullMarked;
