/** Files that callers send to be loaded into tables. */
@NullMarked
package dev.weir.engine.upload;

import org.jspecify.annotations.NullMarked;
