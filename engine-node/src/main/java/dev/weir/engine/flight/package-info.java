/** The Arrow Flight SQL door: JDBC, ADBC and every other Flight SQL client. */
@NullMarked
package dev.weir.engine.flight;

import org.jspecify.annotations.NullMarked;
