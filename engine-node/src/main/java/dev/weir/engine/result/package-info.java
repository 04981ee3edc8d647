/** Results on their way to a client: sinks, the spool, JSON. */
@NullMarked
package dev.weir.engine.result;

import org.jspecify.annotations.NullMarked;
