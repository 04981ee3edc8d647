/** What the engine's tests run against. */
@NullMarked
package dev.weir.engine.testing;

import org.jspecify.annotations.NullMarked;
