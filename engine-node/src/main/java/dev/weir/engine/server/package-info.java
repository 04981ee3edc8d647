/** The REST door for SQL. */
@NullMarked
package dev.weir.engine.server;

import org.jspecify.annotations.NullMarked;
