/** The door for SQL: context, admission, result cache, routing to a session. */
@NullMarked
package dev.weir.engine.gateway;

import org.jspecify.annotations.NullMarked;
